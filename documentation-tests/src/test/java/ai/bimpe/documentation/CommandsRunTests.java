package ai.bimpe.documentation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import ai.bimpe.documentation.MarkdownFile.CodeBlock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the commands of every page, but those that build or measure this project. The
 * build does it in the phase {@code integration-test}, when the samples and the simulator
 * are packaged.
 */
@Timeout(600)
class CommandsRunTests {

	@TempDir
	Path directory;

	@ParameterizedTest
	@MethodSource("pages")
	void commandsOfThePageWork(String path) throws Exception {
		try (CommandRunner runner = new CommandRunner(this.directory)) {
			for (List<String> command : commands(MarkdownFile.named(path)).toList()) {
				runner.run(command);
			}
		}
	}

	// The commands of this page need a stream that is open: OperationsPageTests has one.
	static List<String> pages() throws IOException {
		return MarkdownFile.all()
			.stream()
			.filter((page) -> commands(page).anyMatch((command) -> !CommandChecker.isOnlyLookedUp(command.get(0))))
			.map(MarkdownFile::path)
			.filter((path) -> !path.equals(OperationsPageTests.PAGE))
			.toList();
	}

	private static Stream<List<String>> commands(MarkdownFile page) {
		return page.blocks("shell").map(CodeBlock::text).flatMap((text) -> CommandChecker.parse(text).stream());
	}

}
