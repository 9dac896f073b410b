package ai.bimpe.spring.stream.internal.source;

import java.time.Instant;
import java.util.Map;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConversationState}.
 */
class ConversationStateTests {

	private static final Instant START = Instant.parse("2026-07-04T07:00:00Z");

	@Test
	void newConversationIsOwedWhatCameAfterTheStart() {
		ConversationState conversation = new ConversationState("cnv",
				new Checkpoint(1, "2026-07-04T09:00:00+02:00", null));
		assertThat(conversation.isOwed()).isFalse();
		conversation.listed(null);
		assertThat(conversation.isOwed()).isFalse();
		conversation.listed(START);
		assertThat(conversation.isOwed()).isFalse();
		conversation.listed(START.plusMillis(1));
		assertThat(conversation.isOwed()).isTrue();
	}

	@Test
	void knownConversationIsOwedWhatCameAfterItsLastMessage() {
		ConversationState conversation = new ConversationState("cnv", new Checkpoint(1, "msg_1", START));
		conversation.listed(START);
		assertThat(conversation.isOwed()).isFalse();
		conversation.listed(START.plusMillis(1));
		assertThat(conversation.isOwed()).isTrue();
	}

	@Test
	void conversationOfUnknownTimeIsOwed() {
		ConversationState conversation = new ConversationState("cnv", new Checkpoint(1, "msg_1", null));
		conversation.listed(START);
		assertThat(conversation.isOwed()).isTrue();
	}

	@Test
	void receivedMessageMovesTheCursorAndSettlesTheDebt() {
		ConversationState conversation = new ConversationState("cnv", new Checkpoint(1, "msg_1", START));
		conversation.listed(START.plusSeconds(2));
		conversation.received(message("msg_2", START.plusSeconds(1)));
		assertThat(conversation.cursor().after()).isEqualTo("msg_2");
		assertThat(conversation.isOwed()).isTrue();
		conversation.received(message("msg_3", START.plusSeconds(2)));
		assertThat(conversation.isOwed()).isFalse();
	}

	@Test
	void messageWithoutIdLeavesTheCursor() {
		ConversationState conversation = new ConversationState("cnv", new Checkpoint(1, "msg_1", START));
		conversation.received(message(null, START.plusSeconds(1)));
		assertThat(conversation.cursor().after()).isEqualTo("msg_1");
	}

	@Test
	void heartbeatSettlesTheDebt() {
		ConversationState conversation = new ConversationState("cnv", new Checkpoint(1, "msg_1", START));
		conversation.listed(START.plusSeconds(2));
		conversation.open();
		conversation.caughtUp(conversation.openSession());
		assertThat(conversation.isOwed()).isFalse();
		conversation.listed(START.plusSeconds(3));
		assertThat(conversation.isOwed()).isTrue();
	}

	@Test
	void heartbeatSettlesNothingThatTheListToldAfterTheStreamWasOpened() {
		ConversationState conversation = new ConversationState("cnv", new Checkpoint(1, "msg_1", START));
		conversation.listed(START.plusSeconds(2));
		conversation.open();
		conversation.listed(START.plusSeconds(3));
		conversation.caughtUp(conversation.openSession());
		assertThat(conversation.isOwed()).isTrue();
		conversation.state(ConversationState.State.RESTING);
		conversation.open();
		conversation.caughtUp(conversation.openSession());
		assertThat(conversation.isOwed()).isFalse();
	}

	@Test
	void lastMessageIsDoubtfulUntilHeartbeatOrSilenceProvesThatItWasTheLast() {
		ConversationState conversation = new ConversationState("cnv", new Checkpoint(1, "msg_1", START));
		assertThat(conversation.isDoubtful()).isTrue();
		conversation.open();
		conversation.caughtUp(conversation.openSession());
		assertThat(conversation.isDoubtful()).isFalse();
		conversation.received(message("msg_2", START.plusSeconds(1)));
		assertThat(conversation.isDoubtful()).isTrue();
		conversation.caughtUp(conversation.openSession());
		assertThat(conversation.isDoubtful()).isFalse();
	}

	@Test
	void startOfConversationWithoutMessagesIsBeyondDoubt() {
		ConversationState conversation = new ConversationState("cnv", new Checkpoint(1, START.toString(), null));
		assertThat(conversation.isDoubtful()).isFalse();
	}

	@Test
	void latePageDoesNotMoveItBack() {
		ConversationState conversation = new ConversationState("cnv", new Checkpoint(1, "msg_1", START));
		conversation.received(message("msg_2", START.plusSeconds(5)));
		conversation.listed(START.plusSeconds(4));
		assertThat(conversation.isOwed()).isFalse();
		assertThat(conversation.isActive(START.plusSeconds(4))).isTrue();
		assertThat(conversation.isActive(START.plusSeconds(5))).isFalse();
	}

	@Test
	void complaintIsNewsOnceUntilItIsHealthyAgain() {
		ConversationState conversation = new ConversationState("cnv", new Checkpoint(1, "msg_1", START));
		assertThat(conversation.complain()).isTrue();
		assertThat(conversation.complain()).isFalse();
		conversation.healthy();
		assertThat(conversation.complain()).isTrue();
	}

	private static StreamMessage message(@Nullable String id, Instant createdAt) {
		return new StreamMessage(id, "cnv", MessageRole.USER, "text", "text", createdAt, Map.of());
	}

}
