package ai.bimpe.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.support.Wire;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for waiting on the calling thread.
 */
class BlockingFaceTests {

	@RegisterExtension
	final Wire wire = new Wire();

	@Test
	void aThreadThatMustNotBlockIsRefusedAndToldTheReactiveTwin() {
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			StepVerifier
				.create(Mono.fromCallable(() -> bimpeai.agents().retrieve("agt_1")).subscribeOn(Schedulers.parallel()))
				.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(UserException.class)
					.hasMessageContaining("ReactiveAgents.retrieve"))
				.verify(Duration.ofSeconds(10));
		}
		assertThat(this.wire.count()).isZero();
	}

	@Test
	void anInterruptCancelsTheCallAndRestoresTheFlag() throws Exception {
		this.wire.answer(new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		AtomicBoolean interrupted = new AtomicBoolean();
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			Thread thread = new Thread(() -> {
				try {
					bimpeai.request(Wire.GET, Map.class);
				}
				catch (BimpeAIException ex) {
					interrupted.set(Thread.currentThread().isInterrupted());
					thrown.complete(ex);
				}
			});
			thread.start();
			this.wire.request();
			thread.interrupt();
			assertThat(thrown.get(10, TimeUnit.SECONDS)).hasMessageContaining("Interrupted");
			assertThat(interrupted).isTrue();
		}
	}

	@Test
	void bothFacesAreReachableFromEachOther() {
		BimpeAI blocking = this.wire.blocking().build();
		assertThat(blocking.reactive().blocking()).isSameAs(blocking);
		ReactiveBimpeAI reactive = this.wire.reactive().build();
		assertThat(reactive.blocking().reactive()).isSameAs(reactive);
	}

	@Test
	void aClosedClientRefusesFurtherCalls() {
		this.wire.answerData("{}");
		BimpeAI bimpeai = this.wire.blocking().maxRetries(0).build();
		bimpeai.request(Wire.GET, Map.class);
		bimpeai.close();
		bimpeai.close();
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> bimpeai.request(Wire.GET, Map.class))
			.withMessageContaining("closed");
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads need Java 21")
	void aVirtualThreadMayBlock() throws Exception {
		this.wire.answerData("{\"a\":1}");
		CompletableFuture<Object> data = new CompletableFuture<>();
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			Thread thread = (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class)
				.invoke(null, (Runnable) () -> data.complete(bimpeai.request(Wire.GET, Map.class).status()));
			thread.join(TimeUnit.SECONDS.toMillis(10));
		}
		assertThat(data.get(10, TimeUnit.SECONDS)).isEqualTo(200);
	}

}
