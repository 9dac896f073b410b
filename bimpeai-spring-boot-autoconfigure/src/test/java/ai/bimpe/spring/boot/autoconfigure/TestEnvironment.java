package ai.bimpe.spring.boot.autoconfigure;

import java.util.Map;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Pretends that environment variables are set.
 */
public final class TestEnvironment {

	private TestEnvironment() {
	}

	/**
	 * Replace all environment variables by one.
	 * @param name its name
	 * @param value its value
	 * @return what does it to a context
	 */
	public static ApplicationContextInitializer<ConfigurableApplicationContext> variable(String name, String value) {
		return variables(Map.of(name, value));
	}

	/**
	 * Replace all environment variables.
	 * @param variables their values by their names
	 * @return what does it to a context
	 */
	public static ApplicationContextInitializer<ConfigurableApplicationContext> variables(
			Map<String, Object> variables) {
		return (context) -> context.getEnvironment()
			.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
	}

}
