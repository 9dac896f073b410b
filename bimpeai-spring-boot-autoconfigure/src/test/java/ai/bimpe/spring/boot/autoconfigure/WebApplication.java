package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application with a web server on a free port, as a user has it.
 */
public final class WebApplication implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final ConfigurableApplicationContext context;

	private WebApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Start the application.
	 * @param properties names and values, with an equals sign between them
	 * @return the application
	 */
	public static WebApplication start(String... properties) {
		return start((context) -> {
		}, properties);
	}

	/**
	 * Start the application with beans of its own.
	 * @param beans adds them
	 * @param properties names and values, with an equals sign between them
	 * @return the application
	 */
	public static WebApplication start(ApplicationContextInitializer<ConfigurableApplicationContext> beans,
			String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1"));
		List.of(properties).forEach((property) -> arguments.add("--" + property));
		return new WebApplication(new SpringApplicationBuilder(Application.class).web(WebApplicationType.REACTIVE)
			.initializers(beans)
			.run(arguments.toArray(String[]::new)));
	}

	/**
	 * Return the context.
	 * @return the context
	 */
	public ConfigurableApplicationContext context() {
		return this.context;
	}

	/**
	 * Send a GET request.
	 * @param path the path
	 * @return the answer
	 */
	public HttpResponse<String> get(String path) {
		return send(HttpRequest.newBuilder(uri(path)).GET());
	}

	/**
	 * Send a POST request with a JSON body.
	 * @param path the path
	 * @param json the body
	 * @return the answer
	 */
	public HttpResponse<String> post(String path, String json) {
		return send(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json)));
	}

	/**
	 * Post without a body, as {@code curl -X POST} does.
	 * @param path the path
	 * @return the answer
	 */
	public HttpResponse<String> post(String path) {
		return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()));
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + path);
	}

	// A connection for each request: Reactor Netty's server may stop reading one that is
	// used again (https://github.com/reactor/reactor-netty/issues/4361).
	private HttpResponse<String> send(HttpRequest.Builder request) {
		HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
		try {
			return client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
