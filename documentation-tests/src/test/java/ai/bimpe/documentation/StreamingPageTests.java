package ai.bimpe.documentation;

import java.nio.file.Path;

import ai.bimpe.documentation.MarkdownFile.CodeBlock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the configuration in {@code docs/streaming.md} is the one that is run.
 */
class StreamingPageTests {

	private static final Path CONFIGURATION = ProjectFiles.ROOT
		.resolve("bimpeai-spring/src/test/java/ai/bimpe/spring/stream/FrontDeskConfiguration.java");

	@Test
	void configurationWithoutSpringBootIsRun() {
		assertThat(MarkdownFile.named("docs/streaming.md").blocks("java").map(CodeBlock::text))
			.contains(ProjectFiles.readAsBlock(CONFIGURATION));
	}

}
