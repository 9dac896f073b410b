package ai.bimpe.spring.boot.test.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.bean.override.BeanOverride;
import org.springframework.test.context.bean.override.BeanOverrideHandler;
import org.springframework.test.context.bean.override.BeanOverrideStrategy;
import org.springframework.util.ClassUtils;

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
		boolean replaced = Stream.concat(BeanOverrideHandler.forTestClass(testClass).stream(), ofTypes(testClass))
			.filter((override) -> override.getStrategy() != BeanOverrideStrategy.WRAP)
			.anyMatch((override) -> CLIENTS.contains(override.getBeanType().toClass()));
		return replaced ? new NoStreamsContextCustomizer() : null;
	}

	// Spring has no public method for what is declared on classes.
	private static Stream<BeanOverrideHandler> ofTypes(Class<?> testClass) {
		return MergedAnnotations.search(SearchStrategy.TYPE_HIERARCHY)
			.withEnclosingClasses(ClassUtils::isInnerClass)
			.from(testClass)
			.stream(BeanOverride.class)
			.flatMap((override) -> ofType(override, testClass).stream());
	}

	private static List<BeanOverrideHandler> ofType(MergedAnnotation<BeanOverride> override, Class<?> testClass) {
		MergedAnnotation<?> declared = override.getMetaSource();
		return (declared != null) ? BeanUtils.instantiateClass(override.synthesize().value())
			.createHandlers(declared.synthesize(), testClass) : List.of();
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
