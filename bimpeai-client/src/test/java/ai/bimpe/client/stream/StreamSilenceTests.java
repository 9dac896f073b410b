package ai.bimpe.client.stream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.support.RawServer;
import ai.bimpe.client.support.ReadBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link StreamSilence}, with a clock that the test moves.
 */
class StreamSilenceTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String HEARTBEAT = "event: heartbeat\ndata: {}\n\n";

	@RegisterExtension
	final RawServer server = new RawServer();

	private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();

	private final BlockingQueue<RawServer.Connection> accepted = new LinkedBlockingQueue<>();

	private final List<StreamEvent> events = new CopyOnWriteArrayList<>();

	private final Disposable.Composite listening = Disposables.composite();

	private final StreamSilence silence = new StreamSilence();

	private ReactiveBimpeAI client;

	@BeforeEach
	void start() {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE);
			this.accepted.add(out);
		});
		this.client = this.server.reactive().scheduler(this.timer).build();
	}

	@AfterEach
	void stop() {
		this.listening.dispose();
		this.client.close();
	}

	@Test
	void growsWhileTheConnectionIsSilent() throws Exception {
		this.timer.advanceTimeBy(Duration.ofHours(1));
		listen("cnv_1");
		awaitConnected(1);
		assertThat(this.silence.longest()).contains(Duration.ZERO);
		this.timer.advanceTimeBy(Duration.ofSeconds(20));
		assertThat(this.silence.longest()).contains(Duration.ofSeconds(20));
		this.timer.advanceTimeBy(Duration.ofSeconds(39));
		assertThat(this.silence.longest()).contains(Duration.ofSeconds(59));
	}

	@ParameterizedTest
	@ValueSource(strings = { "d", "id: 7\n", "event: x\n", "retry: 9\n", ": no end", "\n", "<html>\n\n" })
	void growsWhileNothingIsUnderstood(String bytes) throws Exception {
		ReadBytes read = new ReadBytes();
		this.client.close();
		this.client = this.server.reactive().scheduler(this.timer).streamConnector(read.connector()).build();
		listen("cnv_1");
		RawServer.Connection connection = awaitConnected(1);
		this.timer.advanceTimeBy(Duration.ofSeconds(40));
		connection.write(bytes);
		read.await(bytes.length());
		assertThat(this.silence.longest()).contains(Duration.ofSeconds(40));
	}

	@ParameterizedTest
	@ValueSource(strings = { ":\n", ": a comment\n\n", "data: {\"id\":\"msg_1\"," })
	void beginsAnewWithASignOfLifeThoughNoEventIsCompleted(String bytes) throws Exception {
		listen("cnv_1");
		RawServer.Connection connection = awaitConnected(1);
		this.timer.advanceTimeBy(Duration.ofSeconds(40));
		connection.write(bytes);
		await().atMost(SOON).untilAsserted(() -> assertThat(this.silence.longest()).contains(Duration.ZERO));
		assertThat(this.events).hasSize(1);
		this.timer.advanceTimeBy(Duration.ofSeconds(3));
		assertThat(this.silence.longest()).contains(Duration.ofSeconds(3));
	}

	@Test
	void isThatOfTheConnectionThatIsSilentForTheLongestTime() throws Exception {
		Disposable first = listen("cnv_1");
		awaitConnected(1);
		this.timer.advanceTimeBy(Duration.ofSeconds(20));
		listen("cnv_2");
		RawServer.Connection second = awaitConnected(2);
		this.timer.advanceTimeBy(Duration.ofSeconds(20));
		second.write(HEARTBEAT);
		await().atMost(SOON).until(() -> this.events.contains(new StreamEvent.Heartbeat()));
		assertThat(this.silence.longest()).contains(Duration.ofSeconds(40));
		first.dispose();
		assertThat(this.silence.longest()).contains(Duration.ZERO);
	}

	@Test
	void isEmptyBeforeTheServerAcceptsTheConnection() {
		this.server.answer((request, out) -> this.accepted.add(out));
		listen("cnv_1");
		await().atMost(SOON).until(() -> !this.accepted.isEmpty());
		assertThat(this.silence.longest()).isEmpty();
	}

	@Test
	void isEmptyOnceTheConnectionIsLost() throws Exception {
		CompletableFuture<Void> end = events("cnv_1", StreamOptions.create().reconnect(false)).then().toFuture();
		awaitConnected(1);
		// The wait for the first byte may begin a moment after the event.
		await().atMost(SOON).until(() -> {
			this.timer.advanceTimeBy(Duration.ofSeconds(61));
			return end.isDone();
		});
		assertThat(end).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(ApiTimeoutException.class);
		assertThat(this.silence.longest()).isEmpty();
	}

	@Test
	void isEmptyOnceTheSubscriberHasCancelled() throws Exception {
		Disposable listening = listen("cnv_1");
		awaitConnected(1);
		listening.dispose();
		assertThat(this.silence.longest()).isEmpty();
	}

	@Test
	void growsWhileNothingIsReadForTheSubscriberAsksForNothing() throws Exception {
		BaseSubscriber<StreamEvent> slow = new BaseSubscriber<>() {
			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.request(1);
			}
		};
		events("cnv_1", StreamOptions.create()).subscribe(slow);
		RawServer.Connection connection = awaitConnected(1);
		this.timer.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.silence.longest()).contains(Duration.ofMinutes(5));
		slow.request(1);
		assertThat(this.silence.longest()).as("asking is not receiving").contains(Duration.ofMinutes(5));
		connection.write(HEARTBEAT);
		await().atMost(SOON).until(() -> this.events.size() == 2);
		assertThat(this.silence.longest()).contains(Duration.ZERO);
		slow.cancel();
	}

	private Flux<StreamEvent> events(String conversationId, StreamOptions options) {
		return this.client.conversations()
			.messages()
			.stream("agt_1", conversationId, options)
			.events()
			.doOnNext(this.events::add)
			.contextWrite(this.silence::measureIn);
	}

	private Disposable listen(String conversationId) {
		Disposable listening = events(conversationId, StreamOptions.create()).subscribe();
		this.listening.add(listening);
		return listening;
	}

	private RawServer.Connection awaitConnected(int connections) throws InterruptedException {
		RawServer.Connection connection = this.accepted.poll(SOON.toSeconds(), TimeUnit.SECONDS);
		assertThat(connection).isNotNull();
		await().atMost(SOON)
			.until(() -> this.events.stream().filter(StreamEvent.Connected.class::isInstance).count() == connections);
		return connection;
	}

}
