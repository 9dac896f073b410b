package ai.bimpe.spring.boot.test.autoconfigure;

import java.util.List;
import java.util.Map;

import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * {@link ContextCustomizerFactory} that keeps the key of the application out of its tests
 * and makes waits short where the application does not say how long they are.
 */
final class SimulatorContextCustomizerFactory implements ContextCustomizerFactory {

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
			sources.addFirst(new MapPropertySource("bimpeaiSimulator", Map.of("bimpeai.api-key", "sk_simulator")));
			sources.addLast(new MapPropertySource("bimpeaiTestDefaults",
					Map.of("bimpeai.retry.initial-delay", "10ms", "bimpeai.retry.max-delay", "100ms")));
		}

	}

}
