package ai.bimpe.client;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

import ai.bimpe.client.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the client works with what it declares and nothing else: no Spring Boot, no
 * logging system, no meter registry, no Jackson 2 but its annotations.
 */
class MinimalClassPathTests {

	/** Everything that dependencies of the client may bring. */
	private static final Pattern DECLARED = Pattern
		.compile("classes|spring-(webflux|web|core|beans|context|aop|expression|retry)-[\\d.]+\\.jar"
				+ "|(reactor|reactive-streams|netty|commons-logging|jspecify)-.*"
				+ "|jackson-(core|databind)-3.*|jackson-annotations-2.*"
				+ "|micrometer-(observation|commons)-[\\d.]+\\.jar|context-propagation-.*");

	@RegisterExtension
	final Wire wire = new Wire();

	@Test
	void aCallWorksWithTheDependenciesOfTheClientAlone() throws Exception {
		this.wire.answerData("{\"id\":\"agt_1\"}");
		try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
			assertThatExceptionOfType(ClassNotFoundException.class)
				.isThrownBy(() -> loader.loadClass("org.springframework.boot.SpringApplication"));
			assertThatExceptionOfType(ClassNotFoundException.class)
				.isThrownBy(() -> loader.loadClass("ch.qos.logback.classic.Logger"));
			Class<?> face = loader.loadClass("ai.bimpe.client.BimpeAI");
			Object builder = face.getMethod("builder").invoke(null);
			builder.getClass().getMethod("apiKey", String.class).invoke(builder, Wire.API_KEY);
			builder.getClass().getMethod("baseUrl", String.class).invoke(builder, this.wire.baseUrl());
			Object client = builder.getClass().getMethod("build").invoke(builder);
			Object request = loader.loadClass("ai.bimpe.client.ApiRequest")
				.getMethod("get", String.class, String[].class)
				.invoke(null, "/agents", new String[0]);
			Object options = java.lang.reflect.Array.newInstance(loader.loadClass("ai.bimpe.client.core.RequestOption"),
					0);
			Object answer = face.getMethod("request", request.getClass(), Class.class, options.getClass())
				.invoke(client, request, Object.class, options);
			assertThat(answer.getClass().getMethod("data").invoke(answer)).isEqualTo(Map.of("id", "agt_1"));
			face.getMethod("close").invoke(client);
			endEventLoops(loader);
		}
		assertThat(this.wire.count()).isEqualTo(1);
	}

	// They would go on without their classes.
	private static void endEventLoops(ClassLoader loader) throws ReflectiveOperationException {
		Object end = loader.loadClass("reactor.netty.http.HttpResources")
			.getMethod("disposeLoopsAndConnectionsLater", Duration.class, Duration.class)
			.invoke(null, Duration.ZERO, Duration.ofSeconds(20));
		loader.loadClass("reactor.core.publisher.Mono").getMethod("block").invoke(end);
	}

	private static URL[] classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(File::new)
			.filter((entry) -> DECLARED.matcher(entry.getName()).matches() && !entry.getPath().contains("simulator"))
			.filter((entry) -> !entry.getName().startsWith("reactor-test"))
			.map(MinimalClassPathTests::url)
			.toArray(URL[]::new);
	}

	private static URL url(File entry) {
		try {
			return URI.create(entry.toURI().toString()).toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
