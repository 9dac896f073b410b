package ai.bimpe.spring.boot.autoconfigure;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Reactor Netty warns of every lost connection with a stack trace, besides the exception
 * that the caller gets, and has no switch for it. Its warnings are left out unless the
 * application has set the level of that logger, or of one above it.
 */
final class QuietConnectionsPostProcessor implements EnvironmentPostProcessor {

	static final String LOGGER = "reactor.netty.http.client.HttpClientConnect";

	private static final String LEVELS = "logging.level";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Map<String, String> levels = Binder.get(environment)
			.bind(LEVELS, Bindable.mapOf(String.class, String.class))
			.orElseGet(Map::of);
		if (levels.keySet().stream().noneMatch((name) -> (LOGGER + ".").startsWith(name + "."))) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("bimpeaiDefaults", Map.of(LEVELS + "." + LOGGER, "error")));
		}
	}

}
