package ai.bimpe.samples.inbox.conversations;

import java.time.Instant;
import java.util.Map;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.samples.inbox.live.Fragments;
import ai.bimpe.samples.inbox.live.LiveUpdates;
import ai.bimpe.samples.inbox.live.MessageStatistics;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

/**
 * Tests for {@link IncomingMessages}.
 */
class IncomingMessagesTests {

	private static final Instant NOW = Instant.parse("2026-11-22T13:00:00Z");

	private final Unread unread = mock();

	private final Fragments fragments = mock();

	private final LiveUpdates updates = mock();

	private final IncomingMessages messages = new IncomingMessages(this.unread, new MessageStatistics(), mock(),
			this.fragments, this.updates);

	@Test
	void leavesAloneWhatIsKnown() {
		given(this.fragments.render(anyString(), anyString(), anyString(), any())).willReturn("html");
		this.messages.on(event("cnv_1", "msg_1"));
		this.messages.on(event("cnv_1", "msg_1"));
		then(this.updates).should().publish("message", "html");
		then(this.unread).should().wrote("cnv_1");
	}

	@Test
	void showsWhatIsDeliveredAgainAfterFailure() {
		given(this.fragments.render(anyString(), anyString(), anyString(), any()))
			.willThrow(new IllegalStateException())
			.willReturn("html");
		assertThatIllegalStateException().isThrownBy(() -> this.messages.on(event("cnv_1", "msg_1")));
		this.messages.on(event("cnv_1", "msg_1"));
		then(this.updates).should().publish("message", "html");
	}

	@Test
	void tellsMessagesWithoutIdApart() {
		given(this.fragments.render(anyString(), anyString(), anyString(), any())).willReturn("html");
		this.messages.on(event("cnv_1", null));
		this.messages.on(event("cnv_2", null));
		this.messages.on(event("cnv_2", null));
		then(this.updates).should(times(2)).publish("message", "html");
	}

	private static MessageReceivedEvent event(String conversationId, @Nullable String id) {
		return new MessageReceivedEvent("inbox", "agt_1", conversationId,
				new StreamMessage(id, conversationId, MessageRole.USER, "Hello", null, NOW, Map.of()));
	}

}
