package ai.bimpe.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

import ai.bimpe.documentation.MarkdownFile.CodeBlock;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.ClassUtils;

/**
 * The properties that exist, with their types.
 *
 * @param types the types by the names of the properties
 */
record ConfigurationMetadata(Map<String, String> types) {

	private static final String MAP = "java.util.Map<java.lang.String,";

	static ConfigurationMetadata read() throws IOException {
		Map<String, String> types = new TreeMap<>();
		ClassLoader loader = ConfigurationMetadata.class.getClassLoader();
		for (URL url : Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream in = url.openStream()) {
				JsonNode properties = JsonMapper.shared().readTree(in).path("properties");
				properties.forEach((property) -> types.put(property.path("name").stringValue(""),
						property.path("type").stringValue("java.lang.String")));
			}
		}
		return new ConfigurationMetadata(types);
	}

	/**
	 * Return what is wrong with a block of properties: keys of this project that do not
	 * exist, and values that cannot be read.
	 */
	Stream<String> problems(CodeBlock block) {
		List<String> problems = new ArrayList<>();
		try {
			check(parse(block.text()), problems);
		}
		catch (YAMLException ex) {
			problems.add("cannot be parsed: " + ex.getMessage());
		}
		return problems.stream().map((problem) -> block.path() + ":" + block.line() + ": " + problem);
	}

	static Properties parse(String text) {
		YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
		yaml.setResources(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
		return Objects.requireNonNullElseGet(yaml.getObject(), Properties::new);
	}

	private void check(Properties properties, List<String> problems) {
		properties.stringPropertyNames()
			.stream()
			.filter((key) -> key.contains("bimpeai") && !isKnown(key))
			.forEach((key) -> problems.add("there is no property " + key));
		// A placeholder can stand for anything.
		this.types.keySet()
			.stream()
			.filter((name) -> name.startsWith("bimpeai."))
			.filter((name) -> !properties.getProperty(name, "").contains("${"))
			.forEach((name) -> bind(name, properties, problems));
	}

	private boolean isKnown(String key) {
		return this.types.containsKey(key) || this.types.entrySet()
			.stream()
			.anyMatch((known) -> known.getValue().startsWith(MAP) && key.startsWith(known.getKey() + "."));
	}

	private void bind(String name, Properties properties, List<String> problems) {
		try {
			new Binder(new MapConfigurationPropertySource(properties)).bind(name, Bindable.of(type(name)),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
		}
		catch (BindException ex) {
			problems.add(name + " cannot be read: " + ex.getMessage());
		}
	}

	private ResolvableType type(String name) {
		String type = this.types.get(name);
		if (type != null && type.startsWith(MAP)) {
			return ResolvableType.forClassWithGenerics(Map.class, String.class,
					load(type.substring(MAP.length(), type.length() - 1)));
		}
		return ResolvableType.forClass(load((type != null) ? type : "java.lang.String"));
	}

	private static Class<?> load(String type) {
		return ClassUtils.resolveClassName(type, ConfigurationMetadata.class.getClassLoader());
	}

}
