package ai.bimpe.distribution;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the published jars as modules, and for what the documentation says of them.
 */
class ModulePathTests {

	private static final String WITH_JAR = "ai.bimpe.distribution.PublishedModule#withJar";

	/** Lists the client and what it brings at run time. */
	private static final Path MODULE_PATH = Path.of("target/module-path");

	private static final Path PAGE = ReactorModule.ROOT.resolve("docs/deployment.md");

	private static final Path APPLICATION = Path.of("src/test/resources/front-desk");

	@TempDir
	private Path directory = Path.of("");

	@ParameterizedTest
	@MethodSource(WITH_JAR)
	void nameOfTheModuleIsOnThePage(PublishedModule module) throws IOException {
		assertThat(Files.readString(PAGE))
			.contains("| `" + module.artifactId() + "` | `" + nameOfTheModule(module) + "` |");
	}

	@ParameterizedTest
	@MethodSource(WITH_JAR)
	void allPackagesAreBelowTheNameOfTheModule(PublishedModule module) throws IOException {
		String name = nameOfTheModule(module);
		assertThat(module.packages()).allMatch((packageName) -> (packageName + ".").startsWith(name + "."));
	}

	@Test
	void noTwoModulesHaveTheSameName() throws IOException {
		List<String> names = new ArrayList<>();
		for (PublishedModule module : PublishedModule.withJar()) {
			names.add(nameOfTheModule(module));
		}
		assertThat(names).doesNotHaveDuplicates().doesNotContain("ai.bimpe.unpublished");
	}

	@Test
	void noPackageIsInTwoModules() throws IOException {
		List<String> packages = new ArrayList<>();
		for (PublishedModule module : PublishedModule.withJar()) {
			packages.addAll(module.packages());
		}
		assertThat(packages).isNotEmpty().doesNotHaveDuplicates();
	}

	@Test
	@Timeout(60)
	void applicationThatIsAModuleCallsTheApiWithTheCommandOfThePage() throws Exception {
		Matcher command = Pattern.compile("`java (--module-path [^`]+)`").matcher(Files.readString(PAGE));
		assertThat(command.find()).isTrue();
		compile(this.directory.resolve("application.jar"));
		List<String> words = new ArrayList<>();
		words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		for (String word : command.group(1).split("\\s+", -1)) {
			words.add(word.equals("application.jar:libs")
					? this.directory.resolve("application.jar") + File.pathSeparator + read(MODULE_PATH) : word);
		}
		Path output = this.directory.resolve("output.txt");
		Process process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		assertThat(process.waitFor()).as(() -> read(output)).isZero();
		assertThat(output).content().contains("Front desk by ai.bimpe.client");
	}

	private static void compile(Path classes) {
		int result = ToolProvider.findFirst("javac")
			.orElseThrow()
			.run(System.out, System.err, "-d", classes.toString(), "--module-path", read(MODULE_PATH),
					APPLICATION.resolve("module-info.java").toString(),
					APPLICATION.resolve("com/example/desk/FrontDesk.java").toString());
		assertThat(result).isZero();
	}

	private static String nameOfTheModule(PublishedModule module) throws IOException {
		try (JarFile jar = module.openJar()) {
			return jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name");
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
