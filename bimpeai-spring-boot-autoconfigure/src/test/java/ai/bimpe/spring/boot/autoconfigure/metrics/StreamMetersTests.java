package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link StreamMeters}.
 */
class StreamMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final StreamMeters meters = new StreamMeters(this.registry, new UnownedShards(System::nanoTime));

	@Test
	void streamOfAnotherAccountTakesTheNameAndNoMeters() {
		heard(stream("acme"));
		heard(stream("globex"));
		assertThat(this.registry.getMeters()).isNotEmpty()
			.extracting((meter) -> meter.getId().getTag("account"))
			.containsOnly("globex");
	}

	@Test
	void gaugesAreThoseOfTheStreamThatHasTheNameNow() {
		heard(stream("default"));
		ManagedStream next = stream("default");
		given(next.buffered()).willReturn(7);
		heard(next);
		assertThat(this.registry.get("bimpeai.stream.buffered").gauge().value()).isEqualTo(7);
	}

	@Test
	void countsMessagesThatAreGivenUp() {
		ManagedStream stream = stream("default");
		this.meters.onDeliveryFailure(stream, deliveryFailed(), false);
		this.meters.onDeliveryFailure(stream, deliveryFailed(), true);
		assertThat(this.registry.get("bimpeai.stream.delivery.failures").counter().count()).isOne();
	}

	@Test
	void countsFailuresBehindTheAcknowledgement() {
		heard(stream("default"));
		this.meters.onFailureAfterCommit("front-desk", new IllegalStateException());
		assertThat(this.registry.get("bimpeai.stream.aftercommit.failures").counter().count()).isOne();
	}

	@Test
	void parkedConversationsAreCountedAndTheirAgeAndAttemptsMeasured() {
		ManagedStream stream = stream("default");
		given(stream.parked()).willReturn(
				List.of(new ParkedConversation("cnv_1", "msg_1", 3, "x", Instant.now().minusSeconds(60), null, true),
						new ParkedConversation("cnv_2", "msg_2", 7, "x", Instant.now(), null, false)));
		heard(stream);
		assertThat(this.registry.get("bimpeai.stream.parked").gauge().value()).isEqualTo(2);
		assertThat(this.registry.get("bimpeai.stream.parked.attempts").gauge().value()).isEqualTo(7);
		assertThat(this.registry.get("bimpeai.stream.parked.age").timeGauge().value(TimeUnit.SECONDS)).isBetween(60.0,
				120.0);
	}

	@Test
	void metersOfStoppedStreamGoWithThoseThatObservationsHaveMade() {
		ManagedStream stream = stream("default");
		ManagedStream other = mock();
		given(other.spec()).willReturn(StreamSpec.of("back-desk", "agt_1", "cnv_1"));
		this.meters.onOpened(stream);
		this.meters.onOpened(other);
		for (String name : List.of("front-desk", "back-desk")) {
			this.registry.timer("bimpeai.stream.delivery", "account", "default", "stream", name, "outcome",
					"DELIVERED");
			this.registry.timer("http.server.requests", "account", "default", "stream", name);
		}
		this.meters.onStopped(stream);
		assertThat(this.registry.getMeters()).filteredOn((meter) -> meter.getId().getName().startsWith("bimpeai."))
			.isNotEmpty()
			.extracting((meter) -> meter.getId().getTag("stream"))
			.containsOnly("back-desk");
		assertThat(this.registry.find("bimpeai.stream.delivery").timers()).hasSize(1);
		assertThat(this.registry.find("http.server.requests").timers()).hasSize(2);
	}

	@Test
	void stoppedStreamTakesNoMetersOfTheOneThatHasItsName() {
		ManagedStream former = stream("default");
		ManagedStream next = stream("default");
		this.meters.onOpened(former);
		this.meters.onOpened(next);
		this.meters.onStopped(former);
		assertThat(this.registry.get("bimpeai.stream.lag").gauge()).isNotNull();
	}

	@Test
	void whatComesLateOfStoppedStreamBringsNoMetersBack() {
		ManagedStream stream = stream("default");
		this.meters.onOpened(stream);
		given(stream.state()).willReturn(StreamState.STOPPED);
		this.meters.onStopped(stream);
		heard(stream);
		this.meters.onPoll(stream, Duration.ofSeconds(1));
		this.meters.onDeliveryFailure(stream, deliveryFailed(), true);
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void whatComesLateOfStoppedStreamTakesNoMetersOfTheNextOne() {
		ManagedStream former = stream("default");
		this.meters.onOpened(former);
		given(former.state()).willReturn(StreamState.STOPPED);
		ManagedStream next = stream("default");
		given(next.buffered()).willReturn(7);
		this.meters.onOpened(next);
		heard(former);
		assertThat(this.registry.get("bimpeai.stream.buffered").gauge().value()).isEqualTo(7);
		this.meters.onStopped(former);
		assertThat(this.registry.get("bimpeai.stream.buffered").gauge().value()).isEqualTo(7);
	}

	@Test
	void streamIsWaitingForOneThingAtTime() {
		ManagedStream stream = stream("default");
		given(stream.problem()).willReturn(new StreamProblem(StreamProblem.Cause.CHECKPOINT_STORE,
				new IllegalStateException(), Instant.now().minusSeconds(60)));
		this.meters.onOpened(stream);
		assertThat(waiting("checkpoint-store")).isBetween(60.0, 120.0);
		for (String other : List.of("api", "api-key", "request", "cluster")) {
			assertThat(waiting(other)).isZero();
		}
	}

	@Test
	void pollsAndWalksOfWholeAgentAreTimed() {
		ManagedStream stream = stream("default");
		given(stream.spec()).willReturn(StreamSpec.ofAgent("front-desk", "agt_1"));
		this.meters.onPoll(stream, Duration.ofSeconds(2));
		this.meters.onWalk(stream, Duration.ofSeconds(5));
		assertThat(this.registry.get("bimpeai.stream.poll").timer().totalTime(TimeUnit.SECONDS)).isEqualTo(2);
		assertThat(this.registry.get("bimpeai.stream.walk").timer().totalTime(TimeUnit.SECONDS)).isEqualTo(5);
	}

	@Test
	void shardsThatNobodyOwnsAreCounted() {
		ManagedStream stream = stream("default");
		given(stream.spec()).willReturn(StreamSpec.ofAgent("front-desk", "agt_1")
			.withAgentSettings(AgentStreamSettings.DEFAULTS.withShards(3)));
		given(stream.ownedShards()).willReturn(Set.of(0));
		given(stream.owner(0)).willReturn("a");
		given(stream.owner(1)).willReturn("b");
		this.meters.onOpened(stream);
		assertThat(this.registry.get("bimpeai.stream.shards.owned").gauge().value()).isOne();
		await().untilAsserted(
				() -> assertThat(this.registry.get("bimpeai.stream.shards.unowned").gauge().value()).isOne());
	}

	@Test
	void shardsThatNobodyOwnsAreNotKnownWhileTheStoreIsDown() {
		ManagedStream stream = stream("default");
		given(stream.owner(0)).willThrow(new IllegalStateException());
		this.meters.onOpened(stream);
		await().during(Duration.ofMillis(100))
			.untilAsserted(
					() -> assertThat(this.registry.get("bimpeai.stream.shards.unowned").gauge().value()).isNaN());
		ManagedStream local = stream("default");
		given(local.ownedShards()).willReturn(Set.of(0));
		this.meters.onOpened(local);
		assertThat(this.registry.get("bimpeai.stream.shards.unowned").gauge().value()).isZero();
	}

	private double waiting(String problem) {
		return this.registry.get("bimpeai.stream.waiting").tag("problem", problem).timeGauge().value(TimeUnit.SECONDS);
	}

	private void heard(ManagedStream stream) {
		this.meters.onEvent(stream, new StreamEvent.Heartbeat());
	}

	private static ManagedStream stream(String account) {
		ManagedStream stream = mock();
		given(stream.spec()).willReturn(StreamSpec.of("front-desk", "agt_1", "cnv_1").withAccount(account));
		given(stream.lag()).willReturn(Duration.ZERO);
		return stream;
	}

	private static MessageDeliveryFailedEvent deliveryFailed() {
		return new MessageDeliveryFailedEvent("front-desk", "agt_1", "cnv_1",
				new StreamMessage("msg_1", "cnv_1", MessageRole.USER, "text", "text", Instant.EPOCH, Map.of()),
				new IllegalStateException(), 3);
	}

}
