package ai.bimpe.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the tests in {@code docs/testing.md} are the ones that are run.
 */
class TestingPageTests {

	private static final Path TESTS = ProjectFiles.ROOT
		.resolve("samples/examples/src/test/java/ai/bimpe/samples/booking");

	@Test
	void everyTestOnThePageIsRun() throws IOException {
		assertThat(MarkdownFile.named("docs/testing.md").blocks("java").map(MarkdownFile.CodeBlock::text))
			.containsExactlyInAnyOrderElementsOf(tests());
	}

	private static List<String> tests() throws IOException {
		try (Stream<Path> files = Files.list(TESTS)) {
			return files.map(ProjectFiles::readAsBlock).toList();
		}
	}

}
