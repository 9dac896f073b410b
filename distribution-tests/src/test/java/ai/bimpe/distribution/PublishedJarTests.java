package ai.bimpe.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.JarFile;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the jars that Maven Central requires, those of modules without classes
 * included.
 */
class PublishedJarTests {

	@ParameterizedTest
	@MethodSource("ai.bimpe.distribution.PublishedModule#withJar")
	void classesSourcesAndJavadocHaveTheLicence(PublishedModule module) throws IOException {
		for (String classifier : List.of("", "-sources", "-javadoc")) {
			try (JarFile jar = module.openJar(classifier);
					InputStream licence = jar.getInputStream(jar.getEntry("META-INF/LICENSE"))) {
				assertThat(licence).hasSameContentAs(Files.newInputStream(ReactorModule.ROOT.resolve("LICENSE")));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("ai.bimpe.distribution.PublishedModule#withClasses")
	void everyClassHasItsSource(PublishedModule module) throws IOException {
		try (JarFile jar = module.openJar(); JarFile sources = module.openJar("-sources")) {
			assertThat(PublishedModule.classes(jar).filter((name) -> !name.contains("$")))
				.allMatch((name) -> sources.getEntry(name.replace(".class", ".java")) != null);
		}
	}

	@ParameterizedTest
	@MethodSource("ai.bimpe.distribution.PublishedModule#withJar")
	void javadocHasSomethingToRead(PublishedModule module) throws IOException {
		try (JarFile jar = module.openJar("-javadoc")) {
			assertThat(List.of("index.html", "README.txt")).anyMatch((name) -> jar.getEntry(name) != null);
		}
	}

}
