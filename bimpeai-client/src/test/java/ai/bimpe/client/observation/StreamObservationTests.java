package ai.bimpe.client.observation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DefaultStreamObservationConvention} and the observation of streams.
 */
class StreamObservationTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String CONNECTION = "bimpeai.stream.connection";

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final ReactiveBimpeAI client = ReactiveBimpeAI.builder()
		.apiKey(this.simulator.apiKey())
		.baseUrl(this.simulator.baseUrl())
		.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)).withMaxDelay(Duration.ofMillis(5)))
		.observationRegistry(this.registry)
		.build();

	private final List<StreamEvent> events = new CopyOnWriteArrayList<>();

	private final Disposable.Composite listening = Disposables.composite();

	@AfterEach
	void stop() {
		this.client.close();
		this.simulator.close();
	}

	@Test
	void aConnectionIsOneObservationAndTheTicketCallIsItsChild() {
		Disposable stream = listen(StreamOptions.create());
		awaitConnected(1);
		stream.dispose();
		assertThat(this.registry).hasNumberOfObservationsWithNameEqualTo(CONNECTION, 1)
			.hasObservationWithNameEqualTo(CONNECTION)
			.that()
			.hasContextualNameEqualTo("bimpeai stream")
			.hasLowCardinalityKeyValue("outcome", "CANCELLED")
			.hasLowCardinalityKeyValue("accepted", "true")
			.hasHighCardinalityKeyValue("agent.id", this.conversation.agentId())
			.hasHighCardinalityKeyValue("conversation.id", this.conversation.id())
			.doesNotHaveParentObservation()
			.doesNotHaveError()
			.hasBeenStopped();
		assertThat(this.registry).hasObservationWithNameEqualTo("bimpeai.client")
			.that()
			.hasLowCardinalityKeyValue("operation", "issueStreamTicket")
			.hasParentObservationContextMatching((parent) -> parent instanceof StreamObservationContext);
	}

	@Test
	void aStreamThatReconnectsIsObservedConnectionByConnection() {
		this.simulator.on("issueStreamTicket").times(1).respond(503);
		Disposable stream = listen(StreamOptions.create());
		awaitConnected(1);
		this.simulator.dropStreams();
		awaitConnected(2);
		stream.dispose();
		assertThat(this.registry).hasNumberOfObservationsWithNameEqualTo(CONNECTION, 3)
			.hasAnObservation((connection) -> connection.hasNameEqualTo(CONNECTION)
				.hasLowCardinalityKeyValue("outcome", "SERVER_ERROR")
				.hasLowCardinalityKeyValue("accepted", "false")
				.hasError())
			.hasAnObservation((connection) -> connection.hasNameEqualTo(CONNECTION)
				.hasLowCardinalityKeyValue("outcome", "CONNECTION_ERROR")
				.hasLowCardinalityKeyValue("accepted", "true")
				.hasError());
	}

	// Most of them wait for their turn, which comes on a thread of another call.
	@Test
	void everyTicketCallIsTheChildOfItsConnectionHoweverManyBeginTogether() {
		int streams = 40;
		for (int i = 0; i < streams; i++) {
			this.listening.add(listen(StreamOptions.create()));
		}
		awaitConnected(streams);
		this.listening.dispose();
		assertThat(this.registry).hasHandledContextsThatSatisfy((contexts) -> Assertions.assertThat(contexts)
			.filteredOn(ClientObservationContext.class::isInstance)
			.extracting((ticket) -> Objects.requireNonNull(ticket.getParentObservation()).getContextView())
			.hasSize(streams)
			.hasOnlyElementsOfType(StreamObservationContext.class)
			.doesNotHaveDuplicates());
	}

	@Test
	void aServerThatClosesInGoodOrderIsNoError() {
		Flux<StreamEvent> stream = stream(StreamOptions.create().reconnect(false));
		this.simulator.on("streamMessages").endAfterEvents(1);
		stream.filter(StreamEvent.Connected.class::isInstance)
			.doOnNext((event) -> this.conversation.receives("one"))
			.blockLast(SOON);
		assertThat(this.registry).hasObservationWithNameEqualTo(CONNECTION)
			.that()
			.hasLowCardinalityKeyValue("outcome", "CLOSED")
			.doesNotHaveError()
			.hasBeenStopped();
	}

	@Test
	void aStreamThatIsRefusedIsStoppedWithItsError() {
		this.simulator.on("issueStreamTicket").respond(403);
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> stream(StreamOptions.create()).blockLast(SOON));
		assertThat(this.registry).hasObservationWithNameEqualTo(CONNECTION)
			.that()
			.hasLowCardinalityKeyValue("outcome", "CLIENT_ERROR")
			.hasLowCardinalityKeyValue("accepted", "false")
			.hasError()
			.hasBeenStopped();
	}

	@Test
	void allKeysAreDocumented() {
		Disposable stream = listen(StreamOptions.create());
		awaitConnected(1);
		stream.dispose();
		assertThat(this.registry).hasObservationWithNameEqualTo(CONNECTION)
			.that()
			.hasOnlyKeys(Arrays
				.stream(KeyName.merge(StreamObservationDocumentation.CONNECTION.getLowCardinalityKeyNames(),
						StreamObservationDocumentation.CONNECTION.getHighCardinalityKeyNames()))
				.map(KeyName::asString)
				.toArray(String[]::new));
	}

	@Test
	void aConventionOfTheApplicationNamesThings() {
		try (ReactiveBimpeAI named = ReactiveBimpeAI.builder()
			.apiKey(this.simulator.apiKey())
			.baseUrl(this.simulator.baseUrl())
			.observationRegistry(this.registry)
			.streamObservationConvention(new DefaultStreamObservationConvention() {
				@Override
				public String getName() {
					return "my.stream";
				}
			})
			.build()) {
			named.conversations()
				.messages()
				.stream(this.conversation.agentId(), this.conversation.id(), StreamOptions.create())
				.events()
				.blockFirst(SOON);
		}
		assertThat(this.registry).hasObservationWithNameEqualTo("my.stream");
	}

	private Flux<StreamEvent> stream(StreamOptions options) {
		return this.client.conversations()
			.messages()
			.stream(this.conversation.agentId(), this.conversation.id(), options)
			.events();
	}

	private Disposable listen(StreamOptions options) {
		return stream(options).subscribe(this.events::add);
	}

	private void awaitConnected(int times) {
		await().atMost(SOON)
			.until(() -> this.events.stream().filter(StreamEvent.Connected.class::isInstance).count() == times);
	}

}
