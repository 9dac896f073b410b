package ai.bimpe.spring.boot.autoconfigure;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no public type shows a key, a header or a text.
 */
class ToStringTests {

	private static final String SECRET = "SECRET text";

	private static final JavaClasses classes = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(ToStringTests.class.getPackageName());

	static Stream<Object> values() {
		BimpeAIProperties properties = new Binder(new MapConfigurationPropertySource(Map.of("bimpeai.api-key", SECRET,
				"bimpeai.default-headers.X-Hidden", SECRET, "bimpeai.proxy.host", "proxy", "bimpeai.proxy.port", "1",
				"bimpeai.proxy.username", "me", "bimpeai.proxy.password", SECRET)))
			.bind("bimpeai", BimpeAIProperties.class)
			.get();
		return Stream.of(properties, properties.proxy());
	}

	@ParameterizedTest
	@MethodSource("values")
	void valueShowsNoSecret(Object value) {
		assertThat(value.toString()).startsWith(value.getClass().getSimpleName()).doesNotContain("SECRET");
	}

	@Test
	void everyRecordThatHoldsOneIsLookedAt() {
		List<Class<?>> holders = types().filter(
				(type) -> type.isRecord() && Arrays.stream(type.getRecordComponents()).anyMatch(ToStringTests::holds))
			.toList();
		assertThat(values()).extracting(Object::getClass).containsExactlyInAnyOrderElementsOf(holders);
	}

	@Test
	void nothingElseHasItsOwnWordsForWhatItHolds() {
		List<Class<?>> wordings = types()
			.filter((type) -> !type.isInterface() && !type.isRecord() && !Throwable.class.isAssignableFrom(type))
			.filter((type) -> Modifier.isPublic(type.getModifiers()))
			.<Class<?>>map(
					(type) -> Objects.requireNonNull(ReflectionUtils.findMethod(type, "toString")).getDeclaringClass())
			.toList();
		assertThat(wordings).isNotEmpty().containsOnly(Object.class, Enum.class);
	}

	private static Stream<Class<?>> types() {
		return classes.stream().map(JavaClass::reflect);
	}

	private static boolean holds(RecordComponent component) {
		return Throwable.class.isAssignableFrom(component.getType())
				|| List.of("apiKey", "defaultHeaders", "password").contains(component.getName());
	}

}
