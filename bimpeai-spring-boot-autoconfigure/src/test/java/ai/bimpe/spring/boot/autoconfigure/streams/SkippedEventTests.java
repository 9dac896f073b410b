package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what the log says of an event that a managed stream cannot use.
 */
@ExtendWith(OutputCaptureExtension.class)
class SkippedEventTests {

	private final Desk desk = new Desk();

	@AfterEach
	void close() {
		this.desk.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void isReportedOnceWithStreamIdAndReason(boolean wholeAgent, CapturedOutput output) {
		this.desk.simulator.on("streamMessages").times(1).malformedBefore(1);
		String[] properties = { "bimpeai.streams.front-desk.agent-id=" + this.desk.conversation.agentId(),
				"bimpeai.streams.front-desk."
						+ (wholeAgent ? "poll-interval=100ms" : "conversation-id=" + this.desk.conversation.id()) };
		this.desk.runner().withPropertyValues(properties).run((context) -> {
			await().atMost(Desk.SOON).until(() -> Desk.stream(context).state() == StreamState.LIVE);
			this.desk.receives("one");
			assertThat(this.desk.listener.next()).isEqualTo("one");
		});
		assertThat(output.getAll().lines().filter((line) -> line.contains("skipped"))).singleElement()
			.asString()
			.contains("WARN", "Stream 'front-desk'", "'" + this.desk.conversation.id() + "'", "(MALFORMED)",
					"its id: malformed-1")
			.doesNotContain("oops");
	}

}
