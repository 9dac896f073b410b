package ai.bimpe.spring.boot.autoconfigure;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;

import ai.bimpe.spring.boot.autoconfigure.actuate.BimpeAIEndpoint;
import ai.bimpe.spring.boot.autoconfigure.actuate.BimpeAIEndpointWebExtension;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.io.ClassPathResource;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application with everything of ours can be processed ahead of time, and
 * that what is used through reflection can then be found.
 */
class AheadOfTimeTests {

	private static final RuntimeHints hints = new RuntimeHints();

	@BeforeAll
	static void process() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Application.class);
			TestPropertyValues
				.of("bimpeai.api-key=sk_test", "bimpeai.cluster.enabled=true", "bimpeai.checkpoints.store=jdbc",
						"management.endpoints.web.exposure.include=*", "management.health.bimpeai.probe.enabled=true",
						"bimpeai.streams.front-desk.agent-id=agt_1", "spring.datasource.url=jdbc:h2:mem:ahead-of-time")
				.applyTo(context);
			DefaultGenerationContext generation = new DefaultGenerationContext(
					new ClassNameGenerator(ClassName.get(Application.class)), new InMemoryGeneratedFiles(), hints);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
	}

	static Stream<Class<?>> events() {
		return records().filter((type) -> type.getSimpleName().endsWith("Event"));
	}

	static Stream<Class<?>> properties() {
		return records().filter((type) -> outermost(type).isAnnotationPresent(ConfigurationProperties.class));
	}

	static Stream<Class<?>> answers() {
		return records().filter((type) -> type.getPackage() == BimpeAIEndpoint.class.getPackage());
	}

	@ParameterizedTest
	@MethodSource("events")
	void eventsCanBeRead(Class<?> type) {
		for (RecordComponent component : type.getRecordComponents()) {
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor()))
				.as(component.getAccessor().toString())
				.accepts(hints);
		}
	}

	@ParameterizedTest
	@MethodSource("properties")
	void propertiesCanBeBound(Class<?> type) {
		for (Constructor<?> constructor : type.getDeclaredConstructors()) {
			assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(constructor))
				.as(constructor.toString())
				.accepts(hints);
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { BimpeAIEndpoint.class, BimpeAIEndpointWebExtension.class })
	void operationsOfTheEndpointCanBeCalled(Class<?> type) {
		assertThat(type.getDeclaredMethods())
			.filteredOn((method) -> method.isAnnotationPresent(ReadOperation.class)
					|| method.isAnnotationPresent(WriteOperation.class))
			.isNotEmpty()
			.allSatisfy((method) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method))
				.accepts(hints));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void answersOfTheEndpointCanBeWritten(Class<?> type) {
		for (RecordComponent component : type.getRecordComponents()) {
			Method accessor = component.getAccessor();
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(accessor)).as(accessor.toString())
				.accepts(hints);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgresql", "mysql", "mariadb" })
	void scriptsOfTheTablesCanBeRead(String platform) {
		String script = "ai/bimpe/spring/stream/checkpoint/schema-" + platform + ".sql";
		assertThat(new ClassPathResource(script).exists()).isTrue();
		assertThat(RuntimeHintsPredicates.resource().forResource(script)).accepts(hints);
	}

	@Test
	void listenersOfOurOwnCanBeCalled() throws ReflectiveOperationException {
		Class<?> type = Class.forName("ai.bimpe.spring.boot.autoconfigure.actuate.LastErrors");
		assertThat(type.getDeclaredMethods()).filteredOn((method) -> method.getName().equals("on"))
			.isNotEmpty()
			.allSatisfy((method) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method))
				.accepts(hints));
	}

	private static Stream<Class<?>> records() {
		return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("ai.bimpe.spring.boot.autoconfigure", "ai.bimpe.spring.stream")
			.stream()
			.<Class<?>>map(JavaClass::reflect)
			.filter(Class::isRecord);
	}

	private static Class<?> outermost(Class<?> type) {
		return (type.getEnclosingClass() != null) ? outermost(type.getEnclosingClass()) : type;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
