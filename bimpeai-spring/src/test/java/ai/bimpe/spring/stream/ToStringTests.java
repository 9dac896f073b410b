package ai.bimpe.spring.stream;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.internal.listener.MessageStreamContainer;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micrometer.observation.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no public type shows a text of a customer or the message of an exception.
 */
class ToStringTests {

	private static final String SECRET = "SECRET text";

	private static final JavaClasses classes = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(ToStringTests.class.getPackageName());

	private static final StreamMessage MESSAGE = new StreamMessage("msg_1", "cnv_1", MessageRole.USER, SECRET, "text",
			Instant.EPOCH, Map.of("unknown", SECRET));

	static Stream<Object> values() {
		Exception failure = new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
		return Stream.of(new MessageReceivedEvent("desk", "agt_1", "cnv_1", MESSAGE),
				new MessageDeliveryFailedEvent("desk", "agt_1", "cnv_1", MESSAGE, failure, 3),
				new StreamFailedEvent("desk", "agt_1", failure),
				new StreamProblem(StreamProblem.Cause.CLUSTER, failure, Instant.EPOCH),
				new StreamStateChangedEvent("desk", "agt_1", StreamState.LIVE, StreamState.FAILED, failure),
				new StreamDisconnectedEvent("desk", "agt_1", "cnv_1", new BimpeAIException("lost", failure), 1,
						Duration.ZERO));
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

	// The keys of observations are looked at where deliveries are observed, and what a
	// stream says of itself where its container is. A listener describes its method.
	@Test
	void nothingElseHasItsOwnWordsForWhatItHolds() {
		List<Class<?>> wordings = types()
			.filter((type) -> !type.isInterface() && !type.isRecord() && !Throwable.class.isAssignableFrom(type))
			.filter((type) -> Modifier.isPublic(type.getModifiers()))
			.<Class<?>>map(
					(type) -> Objects.requireNonNull(ReflectionUtils.findMethod(type, "toString")).getDeclaringClass())
			.toList();
		assertThat(wordings).isNotEmpty()
			.containsOnly(Object.class, Enum.class, Observation.Context.class, ApplicationListenerMethodAdapter.class,
					MessageStreamContainer.class);
	}

	private static Stream<Class<?>> types() {
		return classes.stream().map(JavaClass::reflect);
	}

	private static boolean holds(RecordComponent component) {
		return component.getType() == StreamMessage.class || Throwable.class.isAssignableFrom(component.getType());
	}

}
