package ai.bimpe.spring.stream.internal.listener;

import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamEvent.Skipped.Reason;
import ai.bimpe.spring.stream.OnDeliveryFailure;
import ai.bimpe.spring.stream.StreamFailedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
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
import static org.mockito.Mockito.mock;

/**
 * Tests for what {@link StreamLog} shows of exceptions that quote the text of a message.
 */
@ExtendWith(OutputCaptureExtension.class)
class StreamLogTests {

	private static final String SECRET = "the text of a customer";

	private final Logger logger = (Logger) LoggerFactory.getLogger("ai.bimpe.streams");

	private final StreamLog log = new StreamLog(StreamSpec.ofAgent("front-desk", "agt_1"));

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
		this.log.deliveryFailed("msg_1", this.failure, 1);
		this.log.listenerFailed("event", this.failure);
		assertThat(output).contains("A listener failed on message 'msg_1'").contains("A listener failed on a String");
	}

	@Test
	void failureOfStore(CapturedOutput output) {
		this.log.storeLost(this.failure);
		assertThat(output).contains("waits for its checkpoint store");
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
		this.log.failed(refused);
		StreamLog ofAccount = new StreamLog(StreamSpec.ofAgent("front-desk", "agt_1").withAccount("acme"));
		ofAccount.failed(refused);
		ofAccount.lost(refused);
		assertThat(output).contains("Check 'bimpeai.api-key' and restart")
			.contains("Check 'bimpeai.accounts.acme.api-key' and restart")
			.contains("Check what the ApiKeyProvider of account 'acme' gives");
	}

	@Test
	void eventsThatAreNewToThisVersionAreNoNews(CapturedOutput output) {
		this.log.skipped(new StreamEvent.Skipped(Reason.UNKNOWN_TYPE, "msg_1"), "cnv_1");
		this.log.skipped(new StreamEvent.Skipped(Reason.MALFORMED, "msg_2"), "cnv_1");
		assertThat(output).contains("(MALFORMED)").contains("msg_2").doesNotContain("UNKNOWN_TYPE");
	}

	@Test
	void saysWhetherTheStreamGoesOnBehindMessageThatFailed(CapturedOutput output) {
		this.log.deliveryFailed("msg_1", this.failure, 2);
		assertThat(output).contains("the stream goes on").doesNotContain("is paused");
		new StreamLog(StreamSpec.ofAgent("front-desk", "agt_1").withOnDeliveryFailure(OnDeliveryFailure.PAUSE))
			.deliveryFailed("msg_1", this.failure, 2);
		assertThat(output).contains("the stream is paused, and delivers it again when it is resumed");
	}

}
