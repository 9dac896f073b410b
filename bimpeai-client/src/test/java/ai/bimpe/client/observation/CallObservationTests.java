package ai.bimpe.client.observation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.support.Wire;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;

import static ai.bimpe.client.RequestOption.requestId;
import static ai.bimpe.client.RequestOption.timeout;
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
			.hasHighCardinalityKeyValue("attempts", "1")
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

	private BimpeAI client() {
		return this.wire.blocking().maxRetries(0).observationRegistry(this.registry).build();
	}

}
