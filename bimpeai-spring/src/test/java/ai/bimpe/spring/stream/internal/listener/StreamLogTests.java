package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BadRequestException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamEvent.Skipped.Reason;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.OnDeliveryFailure;
import ai.bimpe.spring.stream.StreamFailedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.listener.MessageDelivery.Outcome;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for what {@link StreamLog} shows of exceptions that quote the text of a message.
 */
@ExtendWith(OutputCaptureExtension.class)
class StreamLogTests {

	private static final String SECRET = "the text of a customer";

	private static final MessageReceivedEvent EVENT = new MessageReceivedEvent("front-desk", "agt_1", "cnv_1",
			new StreamMessage("msg_1", "cnv_1", MessageRole.USER, SECRET, "text", Instant.EPOCH, Map.of()));

	private final Logger logger = (Logger) LoggerFactory.getLogger("ai.bimpe.streams");

	private final StreamLog log = new StreamLog(StreamSpec.ofAgent("front-desk", "agt_1"), false);

	private final IllegalStateException failure = new IllegalStateException(SECRET,
			new IllegalArgumentException(SECRET));

	@BeforeEach
	void showEverything() {
		this.logger.setLevel(Level.DEBUG);
	}

	@AfterEach
	void reset(CapturedOutput output) {
		this.logger.setLevel(null);
		assertThat(output).contains("front-desk").doesNotContain(SECRET);
	}

	@Test
	void failureOfManagedStreamListener(CapturedOutput output) {
		this.log.managedListenerFailed(this.failure);
		assertThat(output)
			.contains("A ManagedStreamListener of stream 'front-desk' failed with java.lang.IllegalArgumentException")
			.contains("Caused by: java.lang.IllegalArgumentException\n\tat " + StreamLogTests.class.getName());
	}

	@Test
	void failureOfListener(CapturedOutput output) {
		this.log.listenerFailed("event", this.failure);
		assertThat(output).contains("A listener failed on a String");
	}

	@Test
	void failedAttemptNamesItsConversationAndShowsTheStackTraceOnlyWhenItIsNews(CapturedOutput output) {
		this.logger.setLevel(Level.INFO);
		this.log.deliveryFailed(EVENT, this.failure, 2, false, Duration.ofMillis(312));
		assertThat(output)
			.contains("Delivery of message 'msg_1' of conversation 'cnv_1' on stream 'front-desk' failed "
					+ "in attempt 2, and is repeated in 312 milliseconds: java.lang.IllegalArgumentException at ")
			.doesNotContain("\n\tat ");
		this.log.deliveryFailed(EVENT, this.failure, 3, true, null);
		assertThat(output).contains("failed in attempt 3, the last one: java.lang.IllegalStateException\n\tat ")
			.contains("Caused by: java.lang.IllegalArgumentException\n\tat " + StreamLogTests.class.getName());
	}

	@Test
	void failureOfStreamThatIsNotOurs(CapturedOutput output) {
		this.log.failed(this.failure);
		assertThat(output).contains("Stream 'front-desk' has ended: java.lang.IllegalArgumentException at ");
		assertThat(new StreamFailedEvent("front-desk", "agt_1", this.failure).toString())
			.contains("front-desk", "java.lang.IllegalArgumentException at ")
			.doesNotContain(SECRET);
	}

	@Test
	void failureOfStreamThatIsOursSaysWhatToDo(CapturedOutput output) {
		this.log.failed(new UserException("Do this"));
		this.log.failed(new InvalidCheckpointException("key"));
		assertThat(output).contains("has ended: Do this.").contains("has ended: The checkpoint 'key' cannot be read");
		assertThat(new StreamFailedEvent("front-desk", "agt_1", new UserException("Do this")).toString())
			.contains("cause=Do this");
	}

	@Test
	void endOfStreamIsAnErrorAndItsLostConnectionWarning(CapturedOutput output) {
		this.log.failed(this.failure);
		this.log.lost(new BimpeAIException("lost"));
		this.log.liveAgain();
		assertThat(output.getAll().lines().filter((line) -> line.contains("has ended"))).singleElement()
			.asString()
			.contains("ERROR");
		assertThat(output.getAll().lines().filter((line) -> line.contains("lost its connection"))).singleElement()
			.asString()
			.contains("WARN")
			.doesNotContain("ApiKeyProvider");
		assertThat(output.getAll().lines().filter((line) -> line.contains("is live again"))).singleElement()
			.asString()
			.contains("INFO");
	}

	@Test
	void keyThatIsRefusedIsThatOfTheAccount(CapturedOutput output) {
		AuthenticationException refused = mock(AuthenticationException.class);
		this.log.refused(refused);
		ofAccount().refused(refused);
		assertThat(output).contains("Check 'bimpeai.api-key', and restart when it has changed")
			.contains("Check 'bimpeai.accounts.acme.api-key', and restart when it has changed");
	}

	@Test
	void keyOfProviderThatIsRefusedNamesTheProvider(CapturedOutput output) {
		AuthenticationException refused = mock(AuthenticationException.class);
		given(refused.isKeyProvided()).willReturn(true);
		ofAccount().refused(refused);
		assertThat(output).contains("ERROR").contains("Check what the ApiKeyProvider of account 'acme' returns");
	}

	@Test
	void requestThatIsRefusedNamesTheChannels(CapturedOutput output) {
		BadRequestException refused = mock(BadRequestException.class);
		new StreamLog(StreamSpec.ofAgent("front-desk", "agt_1")
			.withAgentSettings(AgentStreamSettings.DEFAULTS.withChannels(List.of("whatsap", "webchat"))), false)
			.refused(refused);
		assertThat(output).contains("Check that the team has an agent 'agt_1' "
				+ "('bimpeai.streams.front-desk.agent-id'), and that the server knows the channels 'whatsap', 'webchat' "
				+ "('.channels')");
	}

	@Test
	void requestThatIsRefusedWithoutChannelsNamesTheAgentAlone(CapturedOutput output) {
		this.log.refused(mock(BadRequestException.class));
		assertThat(output).contains("Check that the team has an agent 'agt_1' ('bimpeai.streams.front-desk.agent-id')")
			.doesNotContain("channels");
	}

	private static StreamLog ofAccount() {
		return new StreamLog(StreamSpec.ofAgent("front-desk", "agt_1").withAccount("acme"), false);
	}

	@Test
	void eventsThatAreNewToThisVersionAreNoNews(CapturedOutput output) {
		this.log.skipped(new StreamEvent.Skipped(Reason.UNKNOWN_TYPE, "msg_1"), "cnv_1");
		this.log.skipped(new StreamEvent.Skipped(Reason.MALFORMED, "msg_2"), "cnv_1");
		assertThat(output).contains("(MALFORMED)").contains("msg_2").doesNotContain("UNKNOWN_TYPE");
	}

	@Test
	void idOfSkippedEventIsNotLoggedUnlessItLooksLikeOne(CapturedOutput output) {
		this.log.skipped(new StreamEvent.Skipped(Reason.MALFORMED, "SECRET text"), "cnv_1");
		assertThat(output).contains("(MALFORMED)").doesNotContain("SECRET");
	}

	@Test
	void messageThatIsGivenUpIsAnErrorWithTheRemedy(CapturedOutput output) {
		this.log.deadLetter(EVENT, null, Outcome.NOT_TAKEN);
		this.log.deadLetter(EVENT, this.failure, Outcome.NOT_TAKEN);
		new StreamLog(StreamSpec.ofAgent("front-desk", "agt_1").withOnDeliveryFailure(OnDeliveryFailure.PAUSE), false)
			.deadLetter(EVENT, null, Outcome.DELIVERED);
		assertThat(output)
			.contains("Conversation 'cnv_1' stops at message 'msg_1' of conversation 'cnv_1' on stream 'front-desk'. "
					+ "Retry or skip the message with ManagedStream or the Actuator endpoint 'bimpeai'; nothing listens to the "
					+ "MessageDeliveryFailedEvent")
			.contains("'bimpeai'; a listener of the MessageDeliveryFailedEvent failed: java.lang.IllegalStateException")
			.contains(
					"The stream is paused at message 'msg_1' of conversation 'cnv_1' on stream 'front-desk'. Resume it, or "
							+ "skip the message with ManagedStream");
		assertThat(output.getAll().lines().filter((line) -> line.contains("'msg_1'"))).hasSize(3)
			.allMatch((line) -> line.contains("ERROR"));
	}

	@Test
	void lagIsReportedWithItsThresholdAndItsEnd(CapturedOutput output) {
		this.log.lag(Duration.ofSeconds(75), true);
		this.log.lag(Duration.ZERO, false);
		assertThat(output)
			.contains("oldest message was received 75 s ago and is not acknowledged; the threshold is 60 s")
			.contains("Stream 'front-desk' no longer lags behind");
	}

}
