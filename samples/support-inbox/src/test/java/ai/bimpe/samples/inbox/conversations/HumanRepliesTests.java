package ai.bimpe.samples.inbox.conversations;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.samples.inbox.agent.CurrentAgent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Answers;

import static ai.bimpe.spring.boot.test.BimpeAIFixtures.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link HumanReplies} when the API fails halfway.
 */
class HumanRepliesTests {

	private final Conversations conversations = mock(Answers.RETURNS_DEEP_STUBS);

	private final CurrentAgent agent = mock();

	private final HumanReplies replies = replies();

	@BeforeEach
	void letTheAiAnswer() {
		given(this.agent.id()).willReturn("agt_1");
		given(this.conversations.retrieve("agt_1", "cnv_1").isAiChatPaused()).willReturn(false);
	}

	@Test
	void tellsThatTheAiIsStillPaused() {
		assertThat(this.replies.send("cnv_1", "Hello", "key")).isTrue();
		given(this.conversations.setAiStatus("agt_1", "cnv_1", false)).willThrow(failure(RateLimitException.class));
		assertThat(this.replies.send("cnv_1", "Hello", "key")).isFalse();
	}

	@Test
	void tellsWhyReplyWasNotSentAndNotWhatFailedAfterwards() {
		given(this.conversations.messages().send(any(), any(), any(), any()))
			.willThrow(failure(InternalServerException.class));
		given(this.conversations.setAiStatus("agt_1", "cnv_1", false)).willThrow(failure(RateLimitException.class));
		assertThatExceptionOfType(InternalServerException.class)
			.isThrownBy(() -> this.replies.send("cnv_1", "Hello", "key"));
	}

	@Test
	void resumesTheAiWhenItIsNotKnownWhetherItWasPaused() {
		given(this.conversations.setAiStatus("agt_1", "cnv_1", true)).willThrow(failure(InternalServerException.class));
		assertThatExceptionOfType(InternalServerException.class)
			.isThrownBy(() -> this.replies.send("cnv_1", "Hello", "key"));
		then(this.conversations).should().setAiStatus("agt_1", "cnv_1", false);
	}

	private HumanReplies replies() {
		BimpeAI bimpeai = mock();
		given(bimpeai.conversations()).willReturn(this.conversations);
		return new HumanReplies(bimpeai, this.agent, mock());
	}

}
