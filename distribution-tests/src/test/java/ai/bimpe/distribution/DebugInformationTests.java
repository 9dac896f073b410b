package ai.bimpe.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.JarFile;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that debuggers and frameworks find the names that the sources have.
 */
class DebugInformationTests {

	@ParameterizedTest
	@MethodSource("ai.bimpe.distribution.PublishedModule#withJar")
	void classesHaveLinesAndTheNamesOfVariablesAndParameters(PublishedModule module) throws IOException {
		try (JarFile jar = module.openJar()) {
			List<String> classes = PublishedModule.classes(jar)
				.filter((name) -> !name.endsWith("package-info.class"))
				.toList();
			for (String attribute : List.of("SourceFile", "LineNumberTable", "LocalVariableTable",
					"MethodParameters")) {
				// Not every class has variables, but every jar that has classes has some.
				assertThat(classes.isEmpty() || classes.stream().anyMatch((name) -> contains(jar, name, attribute)))
					.as(attribute)
					.isTrue();
			}
		}
	}

	// Attributes are named in the pool of constants.
	private static boolean contains(JarFile jar, String name, String attribute) {
		try (InputStream input = jar.getInputStream(jar.getEntry(name))) {
			return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1).contains(attribute);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
