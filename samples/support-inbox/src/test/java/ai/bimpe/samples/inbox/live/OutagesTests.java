package ai.bimpe.samples.inbox.live;

import java.time.Duration;

import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.StreamDisconnectedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Outages}.
 */
class OutagesTests {

	private final Outages outages = new Outages();

	@Test
	void isNotAlarmedByConnectionThatIsRenewed() {
		lost("conversation", 1, Duration.ofSeconds(1));
		assertThat(this.outages.ongoing()).isFalse();
	}

	@Test
	void beginsWithTheSecondFailureAndEndsWithConnection() {
		lost("conversation", 2, Duration.ofSeconds(1));
		assertThat(this.outages.ongoing()).isTrue();
		connected("another");
		assertThat(this.outages.ongoing()).isTrue();
		connected("conversation");
		assertThat(this.outages.ongoing()).isFalse();
	}

	@Test
	void knowsTheListOfConversationsToo() {
		lost(null, 3, Duration.ofSeconds(1));
		assertThat(this.outages.ongoing()).isTrue();
		connected(null);
		assertThat(this.outages.ongoing()).isFalse();
	}

	@Test
	void forgetsConversationThatIsNotHeardOfAgain() {
		lost("conversation", 2, Duration.ofMinutes(-2));
		assertThat(this.outages.ongoing()).isFalse();
	}

	private void lost(@Nullable String conversationId, int attempt, Duration delay) {
		this.outages.on(new StreamDisconnectedEvent("inbox", "agent", conversationId,
				new ApiConnectionException("Cannot be reached", null, false), attempt, delay));
	}

	private void connected(@Nullable String conversationId) {
		this.outages.on(new StreamConnectedEvent("inbox", "agent", conversationId));
	}

}
