package ai.bimpe.client.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operationIds that the documentation of the methods of a class names.
 */
final class JavadocNames {

	private static final Path SOURCES = Path.of("src/main/java");

	private static final Pattern ID = Pattern.compile("\\(\\{@code (\\w+)\\}\\)");

	private final String source;

	private JavadocNames(String source) {
		this.source = source;
	}

	static JavadocNames of(Class<?> type) {
		try {
			return new JavadocNames(Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what the documentation of a method names, in its order.
	 */
	List<String> get(String method) {
		Matcher comment = Pattern
			.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:public )?[\\w<>?, ]+ " + method + "\\(", Pattern.DOTALL)
			.matcher(this.source);
		List<String> ids = new ArrayList<>();
		if (comment.find()) {
			ID.matcher(comment.group(1).replaceAll("\\s+\\*?\\s*", " "))
				.results()
				.forEach((result) -> ids.add(result.group(1)));
		}
		return ids;
	}

}
