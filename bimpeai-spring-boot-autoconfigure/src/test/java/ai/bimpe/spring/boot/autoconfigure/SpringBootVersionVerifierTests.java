package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for a start on other lines of Spring Boot.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpringBootVersionVerifierTests {

	@Test
	void namesWhatIsNeededAndWhatIsFoundBeforeAnyOtherError(CapturedOutput output) {
		assertThatExceptionOfType(UnsupportedSpringBootException.class).isThrownBy(() -> run("3.5.16", Broken.class));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("bimpeai-spring-boot-starter needs Spring Boot 4.0 or 4.1, and this application runs on "
					+ "Spring Boot 3.5.16.")
			.contains("use a version of bimpeai-spring-boot-starter that supports Spring Boot 3.5.16")
			.contains("set 'bimpeai.compatibility-verifier.enabled' to false")
			.doesNotContain("Broken by something else");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2.7.18", "3.5.16", "4.2.0-M1", "4.10.0", "5.0.0" })
	void refusesUnknownVersions(String version) {
		assertThatExceptionOfType(UnsupportedSpringBootException.class).isThrownBy(() -> run(version, Working.class))
			.withMessageContaining(version);
	}

	@ParameterizedTest
	@ValueSource(strings = { "4.0.0", "4.0.7", "4.1.0", "4.1.12", "4.1.3-SNAPSHOT" })
	void startsWithSupportedVersions(String version) {
		run(version, Working.class).close();
	}

	@Test
	@EffectOf("bimpeai.compatibility-verifier.enabled")
	void startsWithUnknownVersionWhenVerifierIsDisabled() {
		run("4.2.0", Working.class, "--bimpeai.compatibility-verifier.enabled=false").close();
	}

	@Test
	void refusesOlderVersionsWhateverIsSet() {
		assertThatExceptionOfType(UnsupportedSpringBootException.class)
			.isThrownBy(() -> run("3.5.16", Working.class, "--bimpeai.compatibility-verifier.enabled=false"));
	}

	@Test
	void refusesOlderVersionsBeforeFilesOfPropertiesAreRead(CapturedOutput output) {
		assertThatExceptionOfType(UnsupportedSpringBootException.class)
			.isThrownBy(() -> run("3.5.16", Working.class, "--spring.config.import=file:nowhere.yaml"));
		assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("nowhere.yaml");
	}

	@Test
	void verifiesEveryApplication() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationListener.class))
			.hasAtLeastOneElementOfType(SpringBootVersionVerifier.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "../README.md", "../docs/deployment.md" })
	void pagesNameTheSupportedLines(String page) throws IOException {
		assertThat(Files.readString(Path.of(page))).contains(String.join(" and ", SpringBootVersionVerifier.SUPPORTED));
	}

	private static ConfigurableApplicationContext run(String version, Class<?> type, String... arguments) {
		SpringApplication application = new SpringApplication(type);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.addListeners(new SpringBootVersionVerifier(version));
		return application.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	static class Working {

	}

	@Configuration(proxyBeanMethods = false)
	static class Broken {

		@Bean
		Object broken() {
			throw new IllegalStateException("Broken by something else");
		}

	}

}
