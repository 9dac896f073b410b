package ai.bimpe.spring.boot.test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

import ai.bimpe.client.core.CallListener;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIClientCustomizer;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIJsonCustomizer;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.MessageReceivedEvent;

import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * {@link TypeExcludeFilter} for {@link BimpeAITest @BimpeAITest}.
 */
final class BimpeAITypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<BimpeAITest> {

	private static final String EVENTS = MessageReceivedEvent.class.getPackageName();

	private static final Set<Class<?>> KNOWN_INCLUDES = Set.of(BimpeAIClientCustomizer.class,
			BimpeAIJsonCustomizer.class, CallListener.class, ManagedStreamListener.class);

	private final Set<Class<?>> listeners;

	BimpeAITypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.listeners = Set.of(getAnnotation().getClassArray("listeners"));
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return KNOWN_INCLUDES;
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return this.listeners;
	}

	@Override
	protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory readers) throws IOException {
		return super.defaultInclude(reader, readers) || (this.listeners.isEmpty() && listens(reader, readers));
	}

	// The metadata does not tell the types of parameters.
	private static boolean listens(MetadataReader reader, MetadataReaderFactory readers) throws IOException {
		if (!hasListeners(reader, readers)) {
			return false;
		}
		Class<?> type = ClassUtils.resolveClassName(reader.getClassMetadata().getClassName(),
				ClassUtils.getDefaultClassLoader());
		return Arrays.stream(ReflectionUtils.getAllDeclaredMethods(type)).anyMatch(BimpeAITypeExcludeFilter::listens);
	}

	private static boolean hasListeners(MetadataReader reader, MetadataReaderFactory readers) throws IOException {
		if (reader.getAnnotationMetadata().hasAnnotatedMethods(EventListener.class.getName())) {
			return true;
		}
		String superclass = reader.getClassMetadata().getSuperClassName();
		return superclass != null && !superclass.startsWith("java.")
				&& hasListeners(readers.getMetadataReader(superclass), readers);
	}

	private static boolean listens(Method method) {
		EventListener listener = AnnotatedElementUtils.findMergedAnnotation(method, EventListener.class);
		return listener != null && Stream.of(method.getParameterTypes(), listener.classes())
			.flatMap(Arrays::stream)
			.anyMatch((event) -> event.getPackageName().equals(EVENTS));
	}

}
