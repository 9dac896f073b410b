package ai.bimpe.spring.boot.test.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * {@link ContextCustomizerFactory} that keeps the keys of the application out of its
 * tests and makes waits short where the application does not say how long they are.
 */
final class SimulatorContextCustomizerFactory implements ContextCustomizerFactory {

	private static final String KEY = "sk_simulator";

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		return TestContextAnnotationUtils.hasAnnotation(testClass, AutoConfigureBimpeAISimulator.class)
				? new SimulatorContextCustomizer() : null;
	}

	/**
	 * Sets the properties. All customizers are equal, so that contexts are shared.
	 */
	private record SimulatorContextCustomizer() implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
			MutablePropertySources sources = context.getEnvironment().getPropertySources();
			sources.addFirst(new MapPropertySource("bimpeaiSimulator", keys(context.getEnvironment())));
			sources.addLast(new MapPropertySource("bimpeaiTestDefaults",
					Map.of("bimpeai.retry.initial-delay", "10ms", "bimpeai.retry.max-delay", "100ms")));
		}

		private static Map<String, Object> keys(Environment environment) {
			Map<String, Object> keys = new HashMap<>();
			if (ConfiguredAccounts.hasDefault(environment)) {
				keys.put(ConfiguredAccounts.API_KEY, KEY);
			}
			ConfiguredAccounts.names(environment)
				.forEach((account) -> keys.put(ConfiguredAccounts.apiKeyOf(account), KEY));
			return keys;
		}

	}

}
