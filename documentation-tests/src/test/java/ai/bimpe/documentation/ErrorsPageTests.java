package ai.bimpe.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.bimpe.documentation.MarkdownFile.CodeBlock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the messages in {@code docs/errors.md} are those of the code.
 */
class ErrorsPageTests {

	private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)+)\"");

	private static final String ANYTHING = "…";

	private final Set<String> literals = Stream
		.of("bimpeai-client", "bimpeai-spring", "bimpeai-spring-boot-autoconfigure")
		.flatMap((module) -> literals(ProjectFiles.ROOT.resolve(module).resolve("src/main/java")))
		.filter((literal) -> literal.length() > 3 || literal.matches("\\W*[^\\w\\s]\\W*"))
		.collect(Collectors.toSet());

	@Test
	void everyMessageOnThePageIsOneOfTheCode() throws IOException {
		assertThat(MarkdownFile.named("docs/errors.md").blocks("text").map(ErrorsPageTests::message))
			.hasSizeGreaterThan(30)
			.allMatch(this::isOfTheCode);
	}

	@Test
	void noticesWhatTheCodeDoesNotSay() {
		assertThat(isOfTheCode("The client is closed: make another one")).isTrue();
		assertThat(isOfTheCode("The client is closed: make another")).isFalse();
		assertThat(isOfTheCode("The header '… is set by the client")).isFalse();
	}

	// Long messages are wrapped on the page.
	private static String message(CodeBlock block) {
		return String.join(" ", block.lines());
	}

	private boolean isOfTheCode(String message) {
		return Stream.of(message.split(ANYTHING)).allMatch(this::isMadeOfLiterals);
	}

	// A space on its own may stand between a name and what is said of it.
	private boolean isMadeOfLiterals(String text) {
		boolean[] reached = new boolean[text.length() + 1];
		reached[0] = true;
		reached[text.startsWith(" ") ? 1 : 0] = true;
		for (int i = 0; i < text.length(); i++) {
			if (reached[i]) {
				for (String literal : this.literals) {
					if (text.startsWith(literal, i)) {
						reached[i + literal.length()] = true;
					}
				}
			}
		}
		return reached[text.length()];
	}

	private static Stream<String> literals(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map(ProjectFiles::read)
				.flatMap((source) -> LITERAL.matcher(source).results())
				.map((literal) -> literal.group(1).replace("\\\"", "\""))
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
