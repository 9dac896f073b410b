package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamSpec;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link StreamOwners}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StreamOwnersTests {

	private final ManagedStream stream = mock(ManagedStream.class);

	private StreamOwners owners = new StreamOwners(Duration.ofSeconds(20));

	@BeforeEach
	void follow() {
		given(this.stream.spec()).willReturn(
				StreamSpec.ofAgent("pia", "agt_1").withAgentSettings(AgentStreamSettings.DEFAULTS.withShards(3)));
		given(this.stream.ownedShards()).willReturn(Set.of(2));
	}

	@AfterEach
	void stop() {
		this.owners.close();
	}

	@Test
	void shardWithoutOwnerHasNone() {
		given(this.stream.owner(0)).willReturn("ab12");
		given(this.stream.owner(1)).willReturn(null);
		given(this.stream.owner(2)).willReturn("host-1:8080.eu_west");
		assertThat(shown().values()).containsExactly("ab12", "none", "host-1:8080.eu_west");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<b>", "a b", "jdbc:postgresql://app:secret@store/desk", "line\nbreak", "tooLong" })
	void whatIsNoIdIsNotShown(String stored) {
		given(this.stream.owner(anyInt())).willReturn(stored.equals("tooLong") ? "x".repeat(65) : stored);
		assertThat(shown().values()).containsOnly("unknown");
	}

	@Test
	void whatThisInstanceOwnsIsShownThoughTheStoreFails() {
		given(this.stream.owner(anyInt())).willThrow(new IllegalStateException("down"));
		willReturn("me").given(this.stream).owner(2);
		assertThat(shown().values()).containsExactly("unknown", "unknown", "me");
	}

	@Test
	void storeThatHasFailedIsNotAskedAgain() {
		given(this.stream.owner(anyInt())).willThrow(new IllegalStateException("down"));
		assertThat(shown().values()).containsOnly("unknown");
		verify(this.stream, times(1)).owner(anyInt());
	}

	@Test
	void failureIsLoggedForThoseWhoLookForItWithoutItsMessage(CapturedOutput output) {
		Logger logger = (Logger) LoggerFactory.getLogger("ai.bimpe.cluster");
		given(this.stream.owner(anyInt())).willThrow(new IllegalStateException("jdbc:secret@store"));
		shown();
		assertThat(output).doesNotContain("It cannot be told");
		logger.setLevel(Level.DEBUG);
		shown();
		logger.setLevel(null);
		assertThat(output).contains("It cannot be told who owns the streams")
			.contains("IllegalStateException")
			.doesNotContain("secret@store");
	}

	@Test
	void whatWasToldInTimeIsShown() throws Exception {
		this.owners = new StreamOwners(Duration.ofSeconds(3));
		CountDownLatch answer = new CountDownLatch(1);
		given(this.stream.owner(2)).willReturn("me");
		given(this.stream.owner(0)).willAnswer((call) -> {
			answer.await();
			return "late";
		});
		assertThat(shown().values()).containsExactly("unknown", "unknown", "me");
		answer.countDown();
	}

	@Test
	void storeThatDoesNotAnswerHoldsOneThreadOnly() {
		this.owners = new StreamOwners(Duration.ofMillis(10));
		CountDownLatch answer = new CountDownLatch(1);
		AtomicInteger asked = new AtomicInteger();
		given(this.stream.owner(2)).willAnswer((call) -> {
			asked.incrementAndGet();
			answer.await();
			return "me";
		});
		// Who gives up before the thread has begun leaves nothing to ask.
		await().until(() -> {
			shown();
			return asked.get() == 1;
		});
		for (int i = 0; i < 5; i++) {
			assertThat(shown().values()).containsOnly("unknown");
		}
		assertThat(asked).hasValue(1);
		answer.countDown();
		this.owners.close();
		verify(this.stream, never()).owner(0);
	}

	@Test
	void whoAsksInVainLeavesNothingBehind() {
		this.owners = new StreamOwners(Duration.ofMillis(10));
		CountDownLatch answer = new CountDownLatch(1);
		given(this.stream.owner(2)).willAnswer((call) -> {
			answer.await();
			return "me";
		});
		for (int i = 0; i < 5; i++) {
			shown();
		}
		ThreadPoolExecutor thread = (ThreadPoolExecutor) ReflectionTestUtils.getField(this.owners, "thread");
		assertThat(Objects.requireNonNull(thread).getQueue()).isEmpty();
		answer.countDown();
	}

	@Test
	void interruptIsKept() {
		Thread.currentThread().interrupt();
		assertThat(shown().values()).hasSize(3);
		assertThat(Thread.interrupted()).isTrue();
	}

	private SortedMap<Integer, String> shown() {
		return Objects.requireNonNull(this.owners.of(List.of(this.stream)).get(this.stream));
	}

}
