package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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

	/** Further away than this is another word. */
	private static final int LARGEST_DISTANCE = 4;

	private final List<String> names = new ArrayList<>();

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
		int least = LARGEST_DISTANCE;
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
				for (JsonNode property : new JsonMapper().readTree(metadata).get("properties")) {
					boolean map = property.path("type")
						.asString("")
						.equals("java.util.Map<java.lang.String,java.lang.String>");
					String name = prefix + property.get("name").asString();
					this.names.add(map ? name + ".<key>" : name);
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
			return distanceOf(uniform, BoundProperties.uniform(name));
		}
		String before = BoundProperties.uniform(name.substring(0, key));
		String after = BoundProperties.uniform(name.substring(name.indexOf('>') + 1));
		if (after.isEmpty()) {
			return uniform.startsWith(before) ? 1 : LARGEST_DISTANCE;
		}
		int least = LARGEST_DISTANCE;
		if (uniform.startsWith(before)) {
			for (int from = before.length() + 1; from < uniform.length(); from++) {
				least = Math.min(least, distanceOf(uniform.substring(from), after));
			}
		}
		return least;
	}

	private static int distanceOf(String one, String other) {
		int[] row = new int[other.length() + 1];
		for (int j = 0; j <= other.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int same = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[other.length()];
	}

}
