package ai.bimpe.samples.recipes.restaurant;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.simulator.Fault;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import ai.bimpe.spring.stream.BimpeAIStreams;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RestaurantApplication}.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(useMainMethod = SpringBootTest.UseMainMethod.ALWAYS,
		properties = { "restaurant.agent-id=agt_test", "spring.datasource.url=jdbc:h2:mem:restaurant-tests",
				"bimpeai.streams.restaurant.poll-interval=50ms", "bimpeai.streams.restaurant.requests-per-minute=6000",
				"bimpeai.streams.restaurant.delivery.max-attempts=3",
				"bimpeai.streams.restaurant.delivery.initial-delay=10ms" })
@AutoConfigureBimpeAISimulator
@Timeout(120)
class RestaurantTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final LocalDate evening = LocalDate.now(ZoneId.systemDefault()).plusDays(30);

	private final JdbcClient jdbc;

	private final BimpeAI bimpeai;

	private final BimpeAIStreams streams;

	private final SimulatedConversation conversation;

	@Autowired
	RestaurantTests(JdbcClient jdbc, BimpeAI bimpeai, BimpeAIStreams streams, Simulator simulator) {
		this.jdbc = jdbc;
		this.bimpeai = bimpeai;
		this.streams = streams;
		this.conversation = simulator.agent("agt_test").newConversation();
	}

	@BeforeEach
	void emptyTheBook() {
		this.jdbc.sql("delete from booking").update();
	}

	@Test
	void confirmsFreeTable() {
		ask(4);
		assertThat(this.conversation).within(PATIENCE).hasSentExactly(confirmed(4, 3));
		assertThat(bookings()).isEqualTo(1);
	}

	@Test
	void proposesAnotherEveningWhenTheHouseIsFull() {
		ask(6);
		ask(6);
		ask(6);
		assertThat(this.conversation).within(PATIENCE)
			.hasSentExactly(confirmed(6, 4), confirmed(6, 5),
					"We are sorry, there is no table for 6 left on %s. On %s there is one: shall we keep it for you?"
						.formatted(this.evening, this.evening.plusDays(1)));
	}

	@Test
	void asksPartyThatIsTooLargeToRing() {
		ask(40);
		assertThat(this.conversation).within(PATIENCE)
			.hasSentExactly("We are sorry, we have no table for 40. Please ring us, and we shall find a way.");
	}

	@Test
	void letsTheAiGoOnAfterAnswer() {
		ask(2);
		assertThat(this.conversation).within(PATIENCE)
			.received("setConversationAiStatus")
			.withField("is_ai_chat_paused", false)
			.once();
		Awaitility.await().atMost(PATIENCE).until(() -> !isPaused());
	}

	@Test
	void leavesOtherMessagesToTheAi() {
		this.conversation.receives("Until when are you open?");
		ask(2);
		assertThat(this.conversation).within(PATIENCE).hasSentExactly(confirmed(2, 1));
	}

	@Test
	void booksAndAnswersOnceWhenMessageComesAgain() {
		Instant before = Instant.now().minusSeconds(1);
		String first = ask(2);
		assertThat(this.conversation).within(PATIENCE).hasSent(confirmed(2, 1));
		this.streams.find("restaurant").orElseThrow().replayFrom(before);
		ask(2);
		assertThat(this.conversation).within(PATIENCE).hasSentExactly(confirmed(2, 1), confirmed(2, 2));
		assertThat(this.conversation).received("sendMessage").withIdempotencyKey("booking-" + first).once();
		assertThat(bookings()).isEqualTo(2);
	}

	@Test
	void keepsTheTableWhenTheAnswerFails() {
		// One more than the client tries by itself.
		this.conversation.on("sendMessage").times(4).respond(503);
		String message = ask(2);
		assertThat(this.conversation).within(PATIENCE)
			.received("sendMessage")
			.withIdempotencyKey("booking-" + message)
			.withField("message", confirmed(2, 1))
			.times(5);
		assertThat(bookings()).isEqualTo(1);
	}

	@Test
	void asksForPersonWhenEveryAttemptFails(CapturedOutput output) {
		this.conversation.on("sendMessage").respond(503);
		awaitOutput(output, failed(ask(2)));
	}

	@Test
	void leavesTheConversationToPersonWhoHasTakenItOver(CapturedOutput output) {
		this.bimpeai.conversations().setAiStatus("agt_test", this.conversation.id(), true);
		String message = ask(2);
		awaitOutput(output, message + " is left to the person");
		assertThat(this.conversation).hasSentNothing();
		assertThat(isPaused()).isTrue();
		assertThat(bookings()).isZero();
	}

	@Test
	void leavesTheConversationToPersonWhoTakesItOverBetweenTwoAttempts(CapturedOutput output) {
		// Not so early that messages of other tests come again.
		Instant before = Instant.now().minusMillis(5);
		Fault fault = this.conversation.on("sendMessage").respond(503);
		String message = ask(2);
		awaitOutput(output, failed(message));
		fault.remove();
		this.bimpeai.conversations().setAiStatus("agt_test", this.conversation.id(), true);
		this.streams.find("restaurant").orElseThrow().replayFrom(before);
		awaitOutput(output, message + " is left to the person");
		assertThat(this.conversation.messages()).extracting(SimulatedMessage::role).doesNotContain("assistant");
		assertThat(isPaused()).isTrue();
	}

	@Test
	void endsPauseOfItsOwnThatHasStayed() {
		standingPause();
		ask(2);
		assertThat(this.conversation).within(PATIENCE).hasSentExactly(confirmed(2, 1));
		Awaitility.await().atMost(PATIENCE).until(() -> !isPaused());
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 503 })
	void doesNotTakePauseOfPersonForItsOwnAfterPauseThatHasFailed(int status, CapturedOutput output) {
		Fault fault = this.conversation.on("setConversationAiStatus").respond(status);
		String failed = ask(2);
		awaitOutput(output, failed(failed) + System.lineSeparator());
		fault.remove();
		this.bimpeai.conversations().setAiStatus("agt_test", this.conversation.id(), true);
		awaitOutput(output, ask(2) + " is left to the person");
		assertThat(isPaused()).isTrue();
		assertThat(this.conversation).hasSentNothing();
	}

	@Test
	void forgetsPauseThatIsRefusedWithoutLook(CapturedOutput output) {
		this.conversation.on("setConversationAiStatus").respond(400);
		awaitOutput(output, failed(ask(2)) + System.lineSeparator());
		// One look before each of the three attempts.
		assertThat(this.conversation).received("getConversation").times(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 503 })
	void endsPauseThatHasTakenEffectAlthoughItFailed(int status, CapturedOutput output) {
		Fault fault = this.conversation.on("setConversationAiStatus").respond(status).afterDoingIt();
		awaitOutput(output, failed(ask(2)) + ", whose AI is perhaps still paused");
		assertThat(isPaused()).isTrue();
		fault.remove();
		ask(2);
		assertThat(this.conversation).within(PATIENCE).hasSentExactly(confirmed(2, 2));
		Awaitility.await().atMost(PATIENCE).until(() -> !isPaused());
	}

	@Test
	void saysThatTheAiMayStillBePausedWhenNobodyKnows(CapturedOutput output) {
		this.conversation.on("getConversation").times(1).delay(Duration.ZERO);
		this.conversation.on("getConversation").respond(503).retryAfter(Duration.ZERO);
		this.conversation.on("setConversationAiStatus").respond(503);
		awaitOutput(output, failed(ask(2)) + ", whose AI is perhaps still paused");
	}

	@Test
	void remembersPauseWhoseAnswerWasLostBeforeTheNextIsRefused(CapturedOutput output) {
		this.conversation.on("setConversationAiStatus").times(1).respond(503).afterDoingIt();
		this.conversation.on("setConversationAiStatus").respond(400);
		awaitOutput(output, failed(ask(2)) + ", whose AI is perhaps still paused");
	}

	@Test
	void remembersPauseFromBeforeWhenTheNextIsRefused(CapturedOutput output) {
		standingPause();
		this.conversation.on("setConversationAiStatus").respond(400);
		awaitOutput(output, failed(ask(2)) + ", whose AI is perhaps still paused");
	}

	@Test
	void logsNoText(CapturedOutput output) {
		awaitOutput(output, "Answered message " + ask(2));
		assertThat(output.getAll()).doesNotContain("secret wish", "is confirmed");
	}

	private String ask(int guests) {
		return this.conversation
			.receives("Hello, a table for %d on %s please. I have a secret wish.".formatted(guests, this.evening))
			.id();
	}

	private void standingPause() {
		this.jdbc.sql("insert into own_pause (conversation_id) values (:id)")
			.param("id", this.conversation.id())
			.update();
		this.bimpeai.conversations().setAiStatus("agt_test", this.conversation.id(), true);
	}

	private String failed(String message) {
		return "Message " + message + " of conversation " + this.conversation.id()
				+ " failed 3 times: please look after this customer";
	}

	private static void awaitOutput(CapturedOutput output, String text) {
		Awaitility.await().atMost(PATIENCE).until(() -> output.getOut().contains(text));
	}

	private String confirmed(int guests, int table) {
		return "Your table for %d on %s is confirmed: table %d. See you then!".formatted(guests, this.evening, table);
	}

	private int bookings() {
		return this.jdbc.sql("select count(*) from booking where table_id is not null").query(Integer.class).single();
	}

	private boolean isPaused() {
		return this.bimpeai.conversations().retrieve("agt_test", this.conversation.id()).isAiChatPaused();
	}

}
