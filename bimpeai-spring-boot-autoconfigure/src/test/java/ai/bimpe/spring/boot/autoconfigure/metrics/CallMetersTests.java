package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.time.Duration;
import java.util.List;

import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.CallRetry;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.RateLimit;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallMeters} and for what {@link FailureTag} calls a failure.
 */
class CallMetersTests {

	private static final RateLimit UNTOLD = new RateLimit(null, null, null);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final CallMeters meters = new CallMeters(this.registry);

	@Test
	void reasonsOfRetriesAreFewWords() {
		retry(new ApiTimeoutException("late", null, true));
		retry(answer(408));
		retry(new ApiKeyUnavailableException("no key", true));
		retry(answer(418));
		assertThat(count("timeout")).isEqualTo(2);
		assertThat(count("key-unavailable")).isOne();
		assertThat(count("other")).isOne();
	}

	@Test
	void serverThatTellsNoLimitHasNoMetersOfIt() {
		this.meters.onCall(new CallResult("listAgents", "req_1", 1, Duration.ZERO, 200, UNTOLD, null, "default"));
		assertThat(this.registry.getMeters()).isEmpty();
	}

	private static BimpeAIException answer(int status) {
		return new ApiException("failed",
				new ErrorResponse(status, null, "req_1", null, List.of(), null, UNTOLD, HttpHeaders.EMPTY, null));
	}

	private void retry(BimpeAIException cause) {
		this.meters.onRetry(new CallRetry("listAgents", "req_1", 1, Duration.ZERO, cause, "default"));
	}

	private double count(String reason) {
		return this.registry.get("bimpeai.client.retries").tag("reason", reason).counter().count();
	}

}
