package ai.bimpe.client.contract;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.FieldError;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.internal.http.ApiKey;
import ai.bimpe.client.internal.http.Endpoint;
import ai.bimpe.client.internal.http.Operation;
import ai.bimpe.client.internal.sse.EventType;
import ai.bimpe.client.stream.StreamOptions;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import org.springframework.http.HttpHeaders;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no public type shows a secret, a text of a message or what is not known, by
 * putting one wherever there is room for it.
 */
class ToStringTests {

	private static final String SECRET = "SECRET text";

	/** Components that hold a secret, a text, or something that can quote one. */
	private static final Set<String> HIDDEN = Set.of("message", "text", "ticket", "apiKey", "search", "body", "detail",
			"lastMessagePreview", "conversationLogs", "onboardingUrl", "source", "destination");

	/** What a foreign service said about a test, which is no message. */
	private static final Set<String> SHOWN = Set.of("McpServerTestResult", "MakeCallResult");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("ai.bimpe.client");

	static Stream<Class<?>> records() {
		return publicTypes().filter(Class::isRecord).filter((type) -> !SHOWN.contains(type.getSimpleName()));
	}

	static Stream<Class<?>> exceptions() {
		return publicTypes().filter(BimpeAIException.class::isAssignableFrom);
	}

	/**
	 * What is neither a record nor an exception, and holds something to hide.
	 */
	static Stream<Object> others() {
		return Stream.of(SendMessageRequest.of(SECRET), Page.of(List.of(SECRET)), ApiKey.fixed("SECRET"),
				ApiKeyProvider.caching(() -> SECRET), BimpeAI.builder().apiKey("SECRET"), BimpeAI.create("SECRET"),
				ReactiveBimpeAI.create("SECRET"), ReactiveBimpeAI.create("SECRET").agents(),
				ReactiveBimpeAI.create("SECRET")
					.conversations()
					.messages()
					.stream("agt_1", "cnv_1", StreamOptions.create().after("SECRET")));
	}

	@ParameterizedTest
	@MethodSource("records")
	void aRecordShowsNothingOfWhatItHides(Class<?> type) throws Exception {
		Object value = create(type);
		assertThat(value.toString()).doesNotContain("SECRET");
	}

	@ParameterizedTest
	@MethodSource("exceptions")
	void anExceptionShowsNothingOfTheAnswer(Class<?> type) throws Exception {
		HttpHeaders headers = new HttpHeaders();
		headers.add("X-Secret", SECRET);
		ErrorResponse response = new ErrorResponse(400, new ErrorCode(SECRET), "req-1", SECRET,
				List.of(new FieldError(SECRET, SECRET)), null, new RateLimit(null, null, null), headers, SECRET);
		assertThat(response.toString()).doesNotContain("SECRET");
		for (Constructor<?> constructor : type.getConstructors()) {
			Object[] arguments = Arrays.stream(constructor.getParameterTypes())
				.map((parameter) -> argument(parameter, response))
				.toArray();
			Object failure = constructor.newInstance(arguments);
			assertThat(failure.toString()).doesNotContain("SECRET");
			if (failure instanceof ApiException api) {
				assertThat(api.response().fieldErrors().toString()).doesNotContain("SECRET");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("others")
	void anythingElseShowsNothingOfWhatItHolds(Object value) {
		assertThat(value.toString()).doesNotContain("SECRET");
	}

	// An operation and a type of event are shown by their names, which are no secrets.
	// The keys of observations are looked at where calls and streams are observed.
	@Test
	void whatHasItsOwnWordsForItselfIsLookedAt() {
		assertThat(publicTypes().filter((type) -> !type.isInterface() && !type.isRecord())
			.filter((type) -> !Throwable.class.isAssignableFrom(type))
			.map(ToStringTests::wording)
			.filter((type) -> !Set.of(Object.class, Enum.class, Flux.class).contains(type)))
			.isSubsetOf(Stream
				.concat(others().map((value) -> wording(value.getClass())),
						Stream.of(Operation.class, EventType.class, Observation.Context.class))
				.toList());
	}

	@Test
	void typesAreFound() {
		assertThat(records()).hasSizeGreaterThan(60);
		assertThat(exceptions()).hasSizeGreaterThan(12);
	}

	private static Stream<Class<?>> publicTypes() {
		return CLASSES.stream()
			.map(JavaClass::reflect)
			.<Class<?>>map((type) -> type)
			.filter((type) -> Modifier.isPublic(type.getModifiers()));
	}

	private static Class<?> wording(Class<?> type) {
		return Objects.requireNonNull(ReflectionUtils.findMethod(type, "toString")).getDeclaringClass();
	}

	private static @Nullable Object argument(Class<?> type, ErrorResponse response) {
		if (type == String.class) {
			return "what went wrong";
		}
		if (type == ErrorResponse.class) {
			return response;
		}
		return (type == boolean.class) ? (Object) true : null;
	}

	private static Object create(Class<?> type) throws Exception {
		RecordComponent[] components = type.getRecordComponents();
		Class<?>[] types = new Class<?>[components.length];
		Object[] values = new Object[components.length];
		for (int i = 0; i < components.length; i++) {
			types[i] = components[i].getType();
			values[i] = value(components[i].getName(), components[i].getGenericType(), type);
		}
		return type.getDeclaredConstructor(types).newInstance(values);
	}

	private static @Nullable Object value(String name, Type generic, Class<?> owner) throws Exception {
		Class<?> type = (generic instanceof ParameterizedType parameterized) ? (Class<?>) parameterized.getRawType()
				: (generic instanceof Class<?> plain) ? plain : Object.class;
		if (type == String.class) {
			boolean header = owner.getSimpleName().equals("Header") && name.equals("value");
			boolean field = owner == FieldError.class || owner == ErrorCode.class;
			return (HIDDEN.contains(name) || header || field) ? SECRET : "plain";
		}
		if (type == Object.class) {
			return SECRET;
		}
		if (type == Map.class) {
			return Map.of("name", SECRET);
		}
		if (type == List.class) {
			Type item = ((ParameterizedType) generic).getActualTypeArguments()[0];
			return (item instanceof Class<?> record && record.isRecord()) ? List.of(create(record)) : List.of();
		}
		if (type == HttpHeaders.class) {
			HttpHeaders headers = new HttpHeaders();
			headers.add("X-Secret", SECRET);
			return headers;
		}
		return other(type);
	}

	private static @Nullable Object other(Class<?> type) throws Exception {
		if (type.isRecord()) {
			return create(type);
		}
		if (type == Operation.class) {
			return Operation.get("operation", "/path", String.class);
		}
		if (type == Endpoint.class) {
			return Endpoint.of("http://localhost", false);
		}
		Map<Class<?>, Object> plain = Map.of(boolean.class, true, int.class, 1, long.class, 1L, double.class, 2.0,
				Integer.class, 1, Boolean.class, true, Duration.class, Duration.ofSeconds(1), Instant.class,
				Instant.EPOCH);
		return plain.get(type);
	}

}
