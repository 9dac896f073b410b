package ai.bimpe.documentation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

	// A page that has no command but those of another is not run once more.
	static List<String> pages() throws IOException {
		Set<List<String>> known = new HashSet<>();
		return MarkdownFile.all()
			.stream()
			// The commands of this page need a stream that is open: OperationsPageTests
			// has one.
			.filter((page) -> !page.path().equals(OperationsPageTests.PAGE))
			.filter((page) -> known.addAll(commands(page).filter(CommandsRunTests::isRun).toList()))
			.map(MarkdownFile::path)
			.toList();
	}

	private static boolean isRun(List<String> command) {
		return !CommandChecker.isOnlyLookedUp(command.get(0));
	}

	private static Stream<List<String>> commands(MarkdownFile page) {
		return page.blocks("shell").map(CodeBlock::text).flatMap((text) -> CommandChecker.parse(text).stream());
	}

}
