package ai.bimpe.client.internal.http;

import java.net.URI;
import java.time.Duration;

import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.support.ManualTimer;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How an attempt ends when more than one thing would end it.
 */
class CallAttemptTests {

	private final ManualTimer timer = new ManualTimer();

	private final TestPublisher<String> answer = TestPublisher
		.createNoncompliant(TestPublisher.Violation.DEFER_CANCELLATION);

	private final CallRequest<?> request = new CallRequest<>(Operation.get("getAgent", "/agents", String.class),
			URI.create("https://api.bimpe.ai"), "", null, CallOptions.of());

	private final CallAttempt<String> attempt = new CallAttempt<>(this.answer.mono(), this.request,
			OpenedConnection.ofCall(), Duration.ofSeconds(10), this.timer);

	@Test
	void anAnswerSwitchesTheTimeOutOff() {
		StepVerifier.create(this.attempt)
			.then(() -> assertThat(this.timer.isWaiting()).isTrue())
			.then(() -> this.answer.emit("answer"))
			.expectNext("answer")
			.verifyComplete();
		assertThat(this.timer.isWaiting()).isFalse();
	}

	@Test
	void aTimeOutCancelsTheExchange() {
		StepVerifier.create(this.attempt)
			.then(this::timeOut)
			.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(ApiTimeoutException.class)
				.hasMessageContaining("PT10S"));
		this.answer.assertCancelled();
	}

	@Test
	void aFailureBehindTheTimeOutIsDropped() {
		StepVerifier.create(this.attempt)
			.then(this::timeOut)
			.then(() -> this.answer.error(new IllegalStateException("too late")))
			.expectError(ApiTimeoutException.class)
			.verifyThenAssertThat()
			.hasDroppedErrorWithMessage("too late");
	}

	@Test
	void aCancelEndsTheExchangeAndTheTimeOut() {
		StepVerifier.create(this.attempt).thenCancel().verify();
		this.answer.assertCancelled();
		assertThat(this.timer.isWaiting()).isFalse();
	}

	private void timeOut() {
		try {
			this.timer.nextWait().run();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
