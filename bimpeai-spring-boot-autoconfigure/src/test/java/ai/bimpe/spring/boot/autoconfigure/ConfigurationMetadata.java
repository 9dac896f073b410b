package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration metadata as it is packaged.
 */
final class ConfigurationMetadata {

	static final String STREAM = "bimpeai.streams.<name>.";

	private static final String ROOT = "/META-INF/spring-configuration-metadata.json";

	private static final String OF_STREAM = "/META-INF/spring/configuration-metadata/"
			+ BimpeAIProperties.Stream.class.getName() + ".json";

	private ConfigurationMetadata() {
	}

	/**
	 * Return all properties, those of a stream included.
	 * @return the properties by their names, in order
	 */
	static Map<String, JsonNode> properties() {
		Map<String, JsonNode> properties = new TreeMap<>();
		add(properties, "", read(ROOT));
		add(properties, STREAM, read(OF_STREAM));
		properties.remove("bimpeai.streams");
		return properties;
	}

	/**
	 * Return the values that hints name, those of a stream included.
	 * @return the values by the names of the hints, in order
	 */
	static Map<String, List<String>> hints() {
		Map<String, List<String>> hints = new TreeMap<>();
		addHints(hints, "", read(ROOT), "values", "value");
		addHints(hints, STREAM, read(OF_STREAM), "values", "value");
		return hints;
	}

	/**
	 * Return the providers that hints name, those of a stream included.
	 * @return the names of the providers by the names of the hints, in order
	 */
	static Map<String, List<String>> providers() {
		Map<String, List<String>> providers = new TreeMap<>();
		addHints(providers, "", read(ROOT), "providers", "name");
		addHints(providers, STREAM, read(OF_STREAM), "providers", "name");
		return providers;
	}

	private static void add(Map<String, JsonNode> properties, String prefix, JsonNode metadata) {
		metadata.get("properties")
			.forEach((property) -> properties.put(prefix + property.get("name").stringValue(), property));
	}

	private static void addHints(Map<String, List<String>> hints, String prefix, JsonNode metadata, String list,
			String text) {
		metadata.get("hints")
			.forEach((hint) -> hints.put(prefix + hint.get("name").stringValue(),
					hint.path(list).valueStream().map((value) -> value.get(text).stringValue()).toList()));
	}

	private static JsonNode read(String resource) {
		try (InputStream in = BimpeAIProperties.class.getResourceAsStream(resource)) {
			return JsonMapper.shared().readTree(Objects.requireNonNull(in, resource));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
