package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.internal.source.ManualMessageSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for listeners whose database is down, with the default settings.
 */
class DatabaseOutageTests {

	private static final int CONVERSATIONS = 71;

	private static final int MESSAGES_PER_SECOND = 10;

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final Database database = new Database();

	private final TestContainer test = new TestContainer(StreamSpec.ofAgent("all", "agt_1").after(TestContainer.START),
			this.database);

	private final Map<String, List<String>> sent = new LinkedHashMap<>();

	private final Set<String> released = new HashSet<>();

	private int count;

	private int handled;

	@AfterEach
	void close() {
		this.test.close();
	}

	@Test
	void databaseThatIsDownForMinuteLosesNothingAndStreamRecoversByItself() {
		source().emit(null, new StreamEvent.Connected(0));
		run(5);
		assertThat(this.test.container.parked()).isEmpty();
		this.database.down = true;
		Instant down = this.test.time.now();
		run(60);
		assertThat(this.database.count()).isEqualTo(5 * MESSAGES_PER_SECOND);
		assertThat(this.test.container.state()).isEqualTo(StreamState.LIVE);
		assertThat(this.test.container.failure()).isNull();
		assertThat(this.test.container.buffered()).isZero();
		assertThat(this.test.container.lag()).isZero();
		assertThat(this.test.container.parked()).extracting(ParkedConversation::conversationId)
			.containsExactlyInAnyOrderElementsOf(this.sent.keySet());
		assertThat(this.test.container.parked()).allSatisfy((parked) -> {
			assertThat(parked.messageId()).isEqualTo(firstNotWritten(parked.conversationId()));
			assertThat(parked.since()).isAfterOrEqualTo(down);
			assertThat(parked.cause()).startsWith(DataAccessResourceFailureException.class.getName());
			assertThat(parked.stopped()).isFalse();
		});
		this.database.down = false;
		Instant up = this.test.time.now();
		run(6);
		assertThat(this.count).isEqualTo(710);
		while (this.database.count() < this.count) {
			assertThat(Duration.between(up, this.test.time.now()))
				.isLessThan(DeliverySettings.DEFAULTS.maxDelay().plusMinutes(1));
			pass(SECOND);
		}
		settle();
		assertThat(this.database.rows).isEqualTo(this.sent);
		this.sent
			.forEach((conversationId, ids) -> this.test.awaitAcknowledged(conversationId, ids.get(ids.size() - 1)));
		assertThat(this.test.container.parked()).isEmpty();
		assertThat(this.database.deadLetters).isEmpty();
	}

	private void run(int seconds) {
		for (int second = 0; second < seconds; second++) {
			for (int i = 0; i < MESSAGES_PER_SECOND; i++) {
				send("cnv_" + (this.count % CONVERSATIONS), "msg_" + this.count);
				this.count++;
			}
			settle();
			pass(SECOND);
		}
	}

	private void send(String conversationId, String id) {
		this.sent.computeIfAbsent(conversationId, (key) -> new CopyOnWriteArrayList<>()).add(id);
		if (!this.released.contains(conversationId)) {
			this.test.receive(conversationId, id);
		}
	}

	private void pass(Duration duration) {
		this.test.time.advance(duration);
		settle();
	}

	// Until nothing happens any more before time passes.
	private void settle() {
		TestContainer.await().pollInSameThread().until(() -> {
			handleRequests();
			return this.test.container.buffered() == 0
					&& this.test.container.parked().stream().allMatch((parked) -> parked.nextAttempt() != null)
					&& this.handled == source().requests().size();
		});
	}

	// A conversation that continues is read from its checkpoint on.
	private void handleRequests() {
		List<String> requests = source().requests();
		for (; this.handled < requests.size(); this.handled++) {
			String[] request = requests.get(this.handled).split(" ", 2);
			if (request[0].equals("release")) {
				this.released.add(request[1]);
			}
			else {
				this.released.remove(request[1]);
				List<String> ids = sent(request[1]);
				ids.subList(ids.indexOf(source().position(request[1])) + 1, ids.size())
					.forEach((id) -> this.test.receive(request[1], id));
			}
		}
	}

	private String firstNotWritten(String conversationId) {
		return sent(conversationId).get(this.database.rows.getOrDefault(conversationId, List.of()).size());
	}

	private List<String> sent(String conversationId) {
		return Objects.requireNonNull(this.sent.get(conversationId));
	}

	private ManualMessageSource source() {
		return this.test.source(0);
	}

	/**
	 * Listeners that write every message to a database.
	 */
	private static final class Database extends ManualListeners {

		private final Map<String, List<String>> rows = new ConcurrentHashMap<>();

		private final List<MessageDeliveryFailedEvent> deadLetters = new CopyOnWriteArrayList<>();

		private volatile boolean down;

		@Override
		CompletableFuture<Boolean> on(MessageReceivedEvent event) {
			if (this.down) {
				throw new DataAccessResourceFailureException("down");
			}
			this.rows.computeIfAbsent(event.conversationId(), (key) -> new CopyOnWriteArrayList<>())
				.add(String.valueOf(event.message().id()));
			return super.on(event);
		}

		@Override
		CompletableFuture<Boolean> on(MessageDeliveryFailedEvent event) {
			this.deadLetters.add(event);
			return CompletableFuture.completedFuture(true);
		}

		private int count() {
			return this.rows.values().stream().mapToInt(List::size).sum();
		}

	}

}
