package ai.bimpe.client.observation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.support.Wire;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.ObservationContextAssert;
import io.micrometer.observation.tck.TestObservationRegistry;
import mockwebserver3.MockResponse;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import static ai.bimpe.client.core.RequestOption.requestId;
import static ai.bimpe.client.core.RequestOption.timeout;
import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DefaultClientObservationConvention} and the observation of calls.
 */
class CallObservationTests {

	@RegisterExtension
	final Wire wire = new Wire();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	@Test
	void aCallIsOneObservationWithOperationOutcomeAndStatus() {
		this.wire.answerData("{\"id\":\"a\"}");
		try (BimpeAI bimpeai = client()) {
			bimpeai.agents().retrieve("agt_1", requestId("req-1"));
		}
		assertThat(this.registry).hasNumberOfObservationsWithNameEqualTo("bimpeai.client", 1)
			.hasObservationWithNameEqualTo("bimpeai.client")
			.that()
			.hasContextualNameEqualTo("bimpeai getAgent")
			.hasLowCardinalityKeyValue("operation", "getAgent")
			.hasLowCardinalityKeyValue("outcome", "SUCCESS")
			.hasLowCardinalityKeyValue("status", "200")
			.hasHighCardinalityKeyValue("request.id", "req-1")
			.hasLowCardinalityKeyValue("error.code", "none")
			.hasLowCardinalityKeyValue("attempts", "1")
			.hasBeenStopped();
	}

	@Test
	void attemptsAreItsChildrenWithTemplateAndWithoutQuery() {
		this.wire.answer(404, "");
		try (BimpeAI bimpeai = client()) {
			assertThatExceptionOfType(BimpeAIException.class)
				.isThrownBy(() -> bimpeai.request(Wire.GET.query("search", "SECRET"), Map.class));
		}
		assertThat(this.registry).hasObservationWithNameEqualTo("http.client.requests")
			.that()
			.hasLowCardinalityKeyValue("uri", "/api/v1/console/agents/{agentId}")
			.hasHighCardinalityKeyValue("http.url", this.wire.baseUrl() + "/api/v1/console/agents/agt_1")
			.hasParentObservationContextMatching((context) -> context instanceof ClientObservationContext);
	}

	@Test
	void aFailureHasOutcomeStatusAndError() {
		this.wire.answer(404, "");
		try (BimpeAI bimpeai = client()) {
			assertThatExceptionOfType(BimpeAIException.class).isThrownBy(() -> bimpeai.request(Wire.GET, Map.class));
		}
		assertThat(this.registry).hasObservationWithNameEqualTo("bimpeai.client")
			.that()
			.hasLowCardinalityKeyValue("outcome", "CLIENT_ERROR")
			.hasLowCardinalityKeyValue("status", "404")
			.hasError()
			.hasBeenStopped();
	}

	@Test
	void aRetriedCallIsOneParentWithAChildForEachAttempt() {
		this.wire.answer(503, "").answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking()
			.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)))
			.observationRegistry(this.registry)
			.build()) {
			bimpeai.request(Wire.GET, Map.class);
		}
		assertThat(this.registry).hasNumberOfObservationsWithNameEqualTo("bimpeai.client", 1)
			.hasNumberOfObservationsWithNameEqualTo("http.client.requests", 2)
			.hasHandledContextsThatSatisfy((contexts) -> Assertions.assertThat(contexts)
				.filteredOn((context) -> "http.client.requests".equals(context.getName()))
				.extracting((context) -> Objects.requireNonNull(context.getParentObservation()).getContextView())
				.allMatch(ClientObservationContext.class::isInstance)
				.containsOnly(parent(contexts)))
			.hasObservationWithNameEqualTo("bimpeai.client")
			.that()
			.doesNotHaveParentObservation()
			.hasLowCardinalityKeyValue("attempts", "2")
			.hasLowCardinalityKeyValue("outcome", "SUCCESS")
			.hasLowCardinalityKeyValue("status", "200");
	}

	@Test
	void anErrorCodeIsTold() {
		this.wire.answer(404, "{\"code\":\"not_found\",\"message\":\"SECRET\"}");
		failed().hasLowCardinalityKeyValue("error.code", "not_found");
	}

	@Test
	void errorCodesThatTheServerMakesUpAreOneValue() {
		this.wire.answer(404, "{\"code\":\"SECRET_4711\",\"message\":\"SECRET\"}");
		failed().hasLowCardinalityKeyValue("error.code", "other");
	}

	@Test
	void manyAttemptsAreOneValue() {
		IntStream.rangeClosed(0, 6).forEach((attempt) -> this.wire.answer(503, ""));
		try (BimpeAI bimpeai = this.wire.blocking()
			.maxRetries(6)
			.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)).withMaxDelay(Duration.ofMillis(1)))
			.observationRegistry(this.registry)
			.build()) {
			assertThatExceptionOfType(BimpeAIException.class).isThrownBy(() -> bimpeai.request(Wire.GET, Map.class));
		}
		assertThat(this.registry).hasObservationWithNameEqualTo("bimpeai.client")
			.that()
			.hasLowCardinalityKeyValue("attempts", "more");
	}

	@Test
	void allKeysAreDocumented() {
		this.wire.answerData("{}");
		try (BimpeAI bimpeai = client()) {
			bimpeai.request(Wire.GET, Map.class);
		}
		assertThat(this.registry).hasObservationWithNameEqualTo("bimpeai.client")
			.that()
			.hasOnlyKeys(Arrays
				.stream(KeyName.merge(ClientObservationDocumentation.CALL.getLowCardinalityKeyNames(),
						ClientObservationDocumentation.CALL.getHighCardinalityKeyNames()))
				.map(KeyName::asString)
				.toArray(String[]::new));
	}

	@Test
	void aTimeOutHasNoStatus() {
		this.wire.answer(new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
		try (BimpeAI bimpeai = client()) {
			assertThatExceptionOfType(BimpeAIException.class)
				.isThrownBy(() -> bimpeai.request(Wire.GET, Map.class, timeout(Duration.ofMillis(100))));
		}
		assertThat(this.registry).hasObservationWithNameEqualTo("bimpeai.client")
			.that()
			.hasLowCardinalityKeyValue("outcome", "TIMEOUT")
			.hasLowCardinalityKeyValue("status", "none");
	}

	@Test
	void aCancelledCallIsStoppedToo() throws Exception {
		this.wire.answer(new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
		try (BimpeAI bimpeai = client()) {
			Disposable call = bimpeai.reactive().request(Wire.GET, Map.class).subscribe();
			this.wire.request();
			call.dispose();
		}
		assertThat(this.registry).hasObservationWithNameEqualTo("bimpeai.client")
			.that()
			.hasLowCardinalityKeyValue("outcome", "CANCELLED")
			.hasBeenStopped();
	}

	@Test
	@SuppressWarnings("try")
	void theObservationOfTheCallerIsTheParent() {
		this.wire.answerData("{}");
		Observation caller = Observation.createNotStarted("caller", this.registry).start();
		try (BimpeAI bimpeai = client(); Observation.Scope scope = caller.openScope()) {
			bimpeai.request(Wire.GET, Map.class);
		}
		caller.stop();
		assertThat(this.registry).hasObservationWithNameEqualTo("bimpeai.client")
			.that()
			.hasParentObservationEqualTo(caller);
	}

	@Test
	void aConventionOfTheApplicationNamesThings() {
		this.wire.answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking()
			.observationRegistry(this.registry)
			.observationConvention(new DefaultClientObservationConvention() {
				@Override
				public String getName() {
					return "my.client";
				}
			})
			.build()) {
			bimpeai.request(Wire.GET, Map.class);
		}
		assertThat(this.registry).hasObservationWithNameEqualTo("my.client");
	}

	@Test
	void aCallThatIsCancelledWhenItHasEndedIsStoppedOnce() {
		List<Object> outcomes = new CopyOnWriteArrayList<>();
		this.registry.observationConfig().observationHandler(new ObservationHandler<ClientObservationContext>() {
			@Override
			public void onStop(ClientObservationContext context) {
				outcomes.add(context.isCancelled());
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof ClientObservationContext;
			}
		});
		this.wire.answerData("{}");
		try (ReactiveBimpeAI bimpeai = this.wire.reactive().observationRegistry(this.registry).build()) {
			Flux.just(1).flatMap((i) -> bimpeai.request(Wire.GET, Map.class)).next().block(Duration.ofSeconds(20));
		}
		Assertions.assertThat(outcomes).containsExactly(false);
	}

	private static Observation.Context parent(List<Observation.Context> contexts) {
		return contexts.stream().filter(ClientObservationContext.class::isInstance).findFirst().orElseThrow();
	}

	private ObservationContextAssert<?> failed() {
		try (BimpeAI bimpeai = client()) {
			assertThatExceptionOfType(BimpeAIException.class).isThrownBy(() -> bimpeai.request(Wire.GET, Map.class));
		}
		return assertThat(this.registry).hasObservationWithNameEqualTo("bimpeai.client").that();
	}

	private BimpeAI client() {
		return this.wire.blocking().maxRetries(0).observationRegistry(this.registry).build();
	}

}
