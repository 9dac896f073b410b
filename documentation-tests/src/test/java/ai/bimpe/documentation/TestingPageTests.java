package ai.bimpe.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the tests in {@code docs/testing.md} are the ones that are run, and that the
 * classes that they test are those of the sample.
 */
class TestingPageTests {

	private static final Path SOURCES = ProjectFiles.ROOT.resolve("samples/examples/src");

	private static final String PACKAGE = "java/ai/bimpe/samples/booking";

	@Test
	void everyTestOnThePageIsRun() throws IOException {
		assertThat(MarkdownFile.named("docs/testing.md")
			.blocks("java")
			.filter((block) -> !JavaPage.isImports(block))
			.map(MarkdownFile.CodeBlock::text)).containsExactlyInAnyOrderElementsOf(shown());
	}

	private static List<String> shown() throws IOException {
		List<String> shown = new ArrayList<>(Stream.of("BookingListener", "TableBook", "AgentDirectory")
			.map((name) -> ProjectFiles.readAsBlock(SOURCES.resolve("main").resolve(PACKAGE).resolve(name + ".java")))
			.toList());
		try (Stream<Path> tests = Files.list(SOURCES.resolve("test").resolve(PACKAGE))) {
			tests.map(ProjectFiles::readAsBlock).forEach(shown::add);
		}
		return shown;
	}

}
