package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comments of constants, read from their source.
 */
final class Javadoc {

	private static final String SOURCES = "src/main/java/";

	private Javadoc() {
	}

	static String of(Enum<?> constant) throws IOException {
		String name = constant.getDeclaringClass().getName();
		String file = name.replaceAll("\\$.*", "").replace('.', '/') + ".java";
		Path source = Path.of(module(name) + SOURCES, file);
		Matcher matcher = Pattern
			.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*" + constant.name() + "\\b[^.]", Pattern.DOTALL)
			.matcher(Files.readString(source));
		if (!matcher.find()) {
			throw new IllegalStateException("No comment of " + constant + " in " + source);
		}
		return matcher.group(1).replaceAll("\\{@code ([^}]*)}", "`$1`").replaceAll("\\s*\\n\\s*\\*\\s*", " ").strip();
	}

	private static String module(String type) {
		if (type.startsWith("ai.bimpe.client.")) {
			return "../bimpeai-client/";
		}
		return type.startsWith("ai.bimpe.spring.stream.") ? "../bimpeai-spring/" : "";
	}

}
