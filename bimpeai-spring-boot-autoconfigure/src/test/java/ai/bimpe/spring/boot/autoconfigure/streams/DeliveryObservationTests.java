package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.observation.DefaultDeliveryObservationConvention;
import ai.bimpe.spring.stream.observation.DeliveryObservationContext;
import ai.bimpe.spring.stream.observation.DeliveryObservationConvention;
import ai.bimpe.spring.stream.observation.DeliveryObservationDocumentation;
import io.micrometer.common.KeyValue;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the observation of deliveries.
 */
class DeliveryObservationTests {

	private static final String SECRET = "the text of a customer";

	private static final String DELIVERY = "bimpeai.stream.delivery";

	private final Desk desk = new Desk();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final List<@Nullable Observation> current = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void attemptIsOneObservationThatIsCurrentInTheListener() {
		this.desk.listener.onMessage = (event) -> this.current.add(this.registry.getCurrentObservation());
		observed().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			awaitOneStopped();
			assertThat(this.registry).hasObservationWithNameEqualTo(DELIVERY)
				.that()
				.hasContextualNameEqualTo("bimpeai deliver front-desk")
				.hasLowCardinalityKeyValue("stream", "front-desk")
				.hasLowCardinalityKeyValue("outcome", "DELIVERED")
				.hasLowCardinalityKeyValue("attempt", "1")
				.hasHighCardinalityKeyValue("agent.id", this.desk.conversation.agentId())
				.hasHighCardinalityKeyValue("conversation.id", this.desk.conversation.id())
				.hasHighCardinalityKeyValue("message.id",
						String.valueOf(this.desk.listener.all(MessageReceivedEvent.class).get(0).message().id()))
				.doesNotHaveParentObservation()
				.doesNotHaveError();
			assertThat(Objects.requireNonNull(this.current.get(0)).getContext())
				.isInstanceOf(DeliveryObservationContext.class);
		});
	}

	@Test
	void callOfTheListenerIsChildOfTheDelivery() {
		observed().run((context) -> {
			BimpeAI bimpeai = context.getBean(BimpeAI.class);
			this.desk.listener.onMessage = (event) -> bimpeai.agents().list(ListQuery.create());
			this.desk.awaitLive();
			this.desk.receives("one");
			awaitOneStopped();
			assertThat(this.registry).hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts)
				.filteredOn((call) -> "listAgents".equals(value(call, "operation")))
				.singleElement()
				.extracting((call) -> Objects.requireNonNull(call.getParentObservation()).getContextView())
				.isInstanceOf(DeliveryObservationContext.class));
		});
	}

	@Test
	void everyAttemptIsAnObservation() {
		failTimes("one", 2);
		observed().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			assertThat(this.desk.listener.next()).isEqualTo("one");
			await().atMost(Desk.SOON)
				.untilAsserted(() -> assertThat(this.registry).hasHandledContextsThatSatisfy(
						(contexts) -> assertThat(contexts).filteredOn(DeliveryObservationContext.class::isInstance)
							.extracting((attempt) -> value(attempt, "attempt") + " " + value(attempt, "outcome"))
							.containsExactly("1 FAILED", "2 FAILED", "3 DELIVERED")));
		});
	}

	@Test
	void failureIsToldWithoutWhatItSays() {
		failTimes(SECRET, Integer.MAX_VALUE);
		observed("bimpeai.streams.front-desk.delivery.max-attempts=1").run((context) -> {
			this.desk.awaitLive();
			this.desk.receives(SECRET);
			awaitOneStopped();
			assertThat(this.registry).hasObservationWithNameEqualTo(DELIVERY)
				.that()
				.hasLowCardinalityKeyValue("outcome", "FAILED")
				.hasLowCardinalityKeyValue("attempt", "1")
				.assertThatError()
				.hasMessage(IllegalStateException.class.getName())
				.hasNoCause()
				.hasNoSuppressedExceptions()
				.hasStackTraceContaining("DeliveryObservationTests");
		});
	}

	@Test
	void allKeysAreDocumented() {
		observed().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			awaitOneStopped();
			assertThat(this.registry).hasObservationWithNameEqualTo(DELIVERY)
				.that()
				.hasOnlyKeys(Arrays
					.stream(KeyName.merge(DeliveryObservationDocumentation.DELIVERY.getLowCardinalityKeyNames(),
							DeliveryObservationDocumentation.DELIVERY.getHighCardinalityKeyNames()))
					.map(KeyName::asString)
					.toArray(String[]::new));
		});
	}

	@Test
	void conventionOfTheApplicationNamesThings() {
		observed().withBean(DeliveryObservationConvention.class, () -> new DefaultDeliveryObservationConvention() {
			@Override
			public String getName() {
				return "my.delivery";
			}
		}).run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			await().atMost(Desk.SOON)
				.untilAsserted(() -> assertThat(this.registry).hasObservationWithNameEqualTo("my.delivery"));
		});
	}

	@Test
	void nothingIsObservedWithoutRegistry() {
		this.desk.listener.onMessage = (event) -> this.current.add(this.registry.getCurrentObservation());
		this.desk.frontDesk().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			assertThat(this.desk.listener.next()).isEqualTo("one");
			assertThat(this.current).containsOnlyNulls();
			assertThat(this.registry).doesNotHaveAnyObservation();
		});
	}

	private ApplicationContextRunner observed(String... properties) {
		return this.desk.frontDesk(properties).withBean(ObservationRegistry.class, () -> this.registry);
	}

	private void awaitOneStopped() {
		await().atMost(Desk.SOON)
			.untilAsserted(() -> assertThat(this.registry).hasNumberOfObservationsWithNameEqualTo(DELIVERY, 1)
				.hasObservationWithNameEqualTo(DELIVERY)
				.that()
				.hasBeenStopped());
	}

	private void failTimes(String text, int times) {
		AtomicInteger left = new AtomicInteger(times);
		this.desk.listener.onMessage = (event) -> {
			if (text.equals(event.message().message()) && left.getAndDecrement() > 0) {
				throw new IllegalStateException("Cannot take: " + text, new IllegalArgumentException(text));
			}
		};
	}

	private static @Nullable String value(Observation.Context context, String key) {
		KeyValue value = context.getLowCardinalityKeyValue(key);
		return (value != null) ? value.getValue() : null;
	}

}
