package ai.bimpe.distribution;

import java.io.IOException;
import java.util.jar.JarFile;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the Javadoc that users get.
 */
class JavadocJarTests {

	@ParameterizedTest
	@MethodSource("ai.bimpe.distribution.PublishedModule#withClasses")
	void noPageIsInternal(PublishedModule module) throws IOException {
		try (JarFile jar = module.openJar("-javadoc")) {
			assertThat(jar.stream().map((entry) -> entry.getName()))
				.anyMatch((name) -> name.endsWith("package-summary.html"))
				.noneMatch((name) -> name.contains("/internal/"));
		}
	}

}
