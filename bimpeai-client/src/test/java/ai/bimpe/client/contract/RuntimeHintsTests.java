package ai.bimpe.client.contract;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;

import ai.bimpe.client.core.PageMeta;
import ai.bimpe.client.core.RequestBody;
import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that all that Jackson binds can be found in a native image.
 */
class RuntimeHintsTests {

	private static final RuntimeHints HINTS = hints();

	static Stream<Class<?>> boundTypes() throws ClassNotFoundException {
		Stream<Class<?>> declared = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("ai.bimpe.client")
			.stream()
			.<Class<?>>map(JavaClass::reflect)
			.filter((type) -> !type.isAnnotation())
			.filter((type) -> RequestBody.class.isAssignableFrom(type) || hasJacksonAnnotation(type));
		Stream<Class<?>> answers = Stream.concat(ResponseTypes.ALL.values().stream(),
				Stream.of(PageMeta.class, Class.forName("ai.bimpe.client.internal.http.Envelope")));
		return Stream.concat(declared, answers).distinct();
	}

	@ParameterizedTest
	@MethodSource("boundTypes")
	void whatJacksonUsesOfTypeIsRegistered(Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection().onType(type)).as(type.getName()).accepts(HINTS);
		if (type.isRecord()) {
			for (Constructor<?> constructor : type.getDeclaredConstructors()) {
				assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(constructor)).accepts(HINTS);
			}
			for (RecordComponent component : type.getRecordComponents()) {
				assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor()))
					.accepts(HINTS);
				assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(type, component.getName())).accepts(HINTS);
			}
		}
		for (Method method : type.getMethods()) {
			if (hasJacksonAnnotation(method)) {
				assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method)).accepts(HINTS);
			}
		}
	}

	@Test
	void versionIsThere() {
		assertThat(RuntimeHintsPredicates.resource().forResource("ai/bimpe/client/version.properties")).accepts(HINTS);
	}

	// As the build of a native image does, but without the hints of others.
	private static RuntimeHints hints() {
		RuntimeHints hints = new RuntimeHints();
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter((registrar) -> registrar.getClass().getName().startsWith("ai.bimpe."))
			.forEach((registrar) -> registrar.registerHints(hints, RuntimeHintsTests.class.getClassLoader()));
		return hints;
	}

	private static boolean hasJacksonAnnotation(Class<?> type) {
		return Stream
			.<AnnotatedElement>concat(Stream.of(type),
					Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredFields())))
			.anyMatch(RuntimeHintsTests::hasJacksonAnnotation);
	}

	private static boolean hasJacksonAnnotation(AnnotatedElement element) {
		return Arrays.stream(element.getAnnotations())
			.map(Annotation::annotationType)
			.anyMatch((annotation) -> annotation.isAnnotationPresent(JacksonAnnotation.class)
					|| annotation.isAnnotationPresent(JacksonAnnotationsInside.class));
	}

}
