package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties of the configuration metadata, which is read only when a setting seems
 * to be unknown.
 */
final class KnownProperties {

	private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

	private static final String OF_STREAM = "/META-INF/spring/configuration-metadata/"
			+ BimpeAIProperties.Stream.class.getName() + ".json";

	private static final String STREAM = "bimpeai.streams.<name>.";

	private final List<String> names = new ArrayList<>();

	private final List<String> channels = new ArrayList<>();

	/**
	 * Read the metadata.
	 */
	KnownProperties() {
		add("", METADATA);
		add(STREAM, OF_STREAM);
	}

	/**
	 * Return whether a property exists that is not read when its feature is off.
	 * @param uniform its name, without dots, hyphens and underscores
	 * @return whether it is the name of one; {@code true} without metadata, which a
	 * native image has none of
	 */
	boolean contains(String uniform) {
		return this.names.isEmpty()
				|| this.names.stream().anyMatch((name) -> BoundProperties.uniform(name).equals(uniform));
	}

	/**
	 * Find the property whose name differs least.
	 * @param uniform the name that none has
	 * @return the name of the property; empty when none is near
	 */
	String nearest(String uniform) {
		String nearest = "";
		int least = Spelling.LARGEST_DISTANCE;
		for (String name : this.names) {
			int distance = distance(uniform, name);
			if (distance < least) {
				least = distance;
				nearest = name;
			}
		}
		return nearest;
	}

	/**
	 * Find the channel whose name differs least.
	 * @param value the name that none has
	 * @return the name of the channel; empty when none is near
	 */
	String nearestChannel(String value) {
		String word = value.toLowerCase(Locale.ROOT).replace('-', '_');
		return this.channels.stream()
			.filter((channel) -> Spelling.distance(word, channel) < Spelling.LARGEST_DISTANCE)
			.min(Comparator.comparingInt((channel) -> Spelling.distance(word, channel)))
			.orElse("");
	}

	/**
	 * Return the environment variable that sets a property.
	 * @param name the name of the property
	 * @return the name of the variable
	 */
	static String variable(String name) {
		return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
	}

	private void add(String prefix, String resource) {
		try (InputStream metadata = KnownProperties.class.getResourceAsStream(resource)) {
			if (metadata != null) {
				JsonNode tree = new JsonMapper().readTree(metadata);
				for (JsonNode property : tree.get("properties")) {
					boolean map = property.path("type")
						.asString("")
						.equals("java.util.Map<java.lang.String,java.lang.String>");
					String name = prefix + property.get("name").asString();
					this.names.add(map ? name + ".<key>" : name);
				}
				for (JsonNode hint : tree.path("hints")) {
					if (hint.get("name").asString().equals("channels")) {
						hint.path("values").forEach((value) -> this.channels.add(value.get("value").asString()));
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// The name of a stream or a header is that of the setting, whatever it is.
	private static int distance(String uniform, String name) {
		int key = name.indexOf('<');
		if (key < 0) {
			return Spelling.distance(uniform, BoundProperties.uniform(name));
		}
		String before = BoundProperties.uniform(name.substring(0, key));
		String after = BoundProperties.uniform(name.substring(name.indexOf('>') + 1));
		if (after.isEmpty()) {
			return uniform.startsWith(before) ? 1 : Spelling.LARGEST_DISTANCE;
		}
		int least = Spelling.LARGEST_DISTANCE;
		if (uniform.startsWith(before)) {
			for (int from = before.length() + 1; from < uniform.length(); from++) {
				least = Math.min(least, Spelling.distance(uniform.substring(from), after));
			}
		}
		return least;
	}

}
