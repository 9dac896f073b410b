package ai.bimpe.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the loggers in the documentation are those of the code.
 */
class LoggerNamesTests {

	private static final Pattern LOGGER = Pattern.compile("getLog(?:ger)?\\(([^)]+)\\)");

	private static final Pattern ROW = Pattern.compile("\\| `(ai\\.bimpe[\\w.]*)` \\| .*");

	private static final Pattern NAMED = Pattern
		.compile("(?:[Ll]oggers? |logging\\.level\\.)`?(ai\\.bimpe(?:\\.\\w+)+)");

	@Test
	void everyLoggerOfTheLibraryIsInTheTable() {
		assertThat(table(MarkdownFile.named("docs/operations.md"))).isEqualTo(ofTheCode());
	}

	@Test
	void everyLoggerOnAPageIsOneOfTheCode() throws IOException {
		assertThat(MarkdownFile.all().stream().flatMap((page) -> named(page).stream())).isSubsetOf(ofTheCode());
	}

	@Test
	void findsLoggersOnAPage() {
		MarkdownFile page = MarkdownFile.parse("docs/x.md",
				"The logger `ai.bimpe.one`\n```properties\nlogging.level.ai.bimpe.two=debug\n```".lines().toList());
		assertThat(named(page)).containsExactly("ai.bimpe.one", "ai.bimpe.two");
	}

	private static Set<String> table(MarkdownFile page) {
		return page.prose()
			.stream()
			.dropWhile((line) -> !line.startsWith("| logger |"))
			.takeWhile((line) -> line.startsWith("|"))
			.map(ROW::matcher)
			.filter(Matcher::matches)
			.map((row) -> row.group(1))
			.collect(Collectors.toSet());
	}

	private static Set<String> named(MarkdownFile page) {
		return Stream.concat(page.prose().stream(), page.blocks().stream().flatMap((block) -> block.lines().stream()))
			.flatMap((line) -> NAMED.matcher(line).results())
			.map((name) -> name.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> ofTheCode() {
		return Stream.of("bimpeai-client", "bimpeai-spring", "bimpeai-spring-boot-autoconfigure")
			.flatMap((module) -> loggers(ProjectFiles.ROOT.resolve(module).resolve("src/main/java")))
			.collect(Collectors.toSet());
	}

	// A class in place of a name shows in the comparison.
	private static Stream<String> loggers(Path sources) {
		try (Stream<Path> files = Files.walk(sources)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map(ProjectFiles::read)
				.flatMap((source) -> LOGGER.matcher(source).results())
				.map((logger) -> logger.group(1).replace("\"", ""))
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
