package ai.bimpe.spring.boot.test.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.bean.override.BeanOverrideHandler;
import org.springframework.test.context.bean.override.BeanOverrideStrategy;

/**
 * {@link ContextCustomizerFactory} that opens no stream where a bean override, such as
 * {@code @MockitoBean}, replaces the client: a mock has no streams to give. A test that
 * wants them sets {@code bimpeai.listener.auto-startup}.
 */
final class ReplacedClientContextCustomizerFactory implements ContextCustomizerFactory {

	private static final Set<Class<?>> CLIENTS = Set.of(BimpeAI.class, ReactiveBimpeAI.class);

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		boolean replaced = BeanOverrideHandler.forTestClass(testClass)
			.stream()
			.filter((override) -> override.getStrategy() != BeanOverrideStrategy.WRAP)
			.anyMatch((override) -> CLIENTS.contains(override.getBeanType().toClass()));
		return replaced ? new NoStreamsContextCustomizer() : null;
	}

	/**
	 * Sets the property. All customizers are equal, so that contexts are shared.
	 */
	private record NoStreamsContextCustomizer() implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
			context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("bimpeaiNoStreams", Map.of("bimpeai.listener.auto-startup", "false")));
		}

	}

}
