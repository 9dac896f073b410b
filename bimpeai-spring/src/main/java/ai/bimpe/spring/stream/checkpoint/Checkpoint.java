package ai.bimpe.spring.stream.checkpoint;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How far the messages of a conversation were delivered. Immutable.
 *
 * @param epoch number of the ownership under which it was written: grows with every
 * change of owner, so that what a former owner still holds no longer matches
 * @param after id of the last message that was delivered, or the ISO 8601 time from which
 * on messages are wanted when none was delivered yet
 * @param createdAt when the last message was created, or {@code null} when that is not
 * known
 * @param agentId the id of the agent that it belongs to, or {@code null} when it does not
 * say
 * @param conversationId the id of the conversation that it belongs to, or {@code null}
 * for all conversations of the agent
 * @since 0.1.0
 */
public record Checkpoint(long epoch, String after, @Nullable Instant createdAt, @Nullable String agentId,
		@Nullable String conversationId) {

	/**
	 * Create a checkpoint that does not say what it belongs to.
	 * @param epoch number of the ownership
	 * @param after id of the last message, or an ISO 8601 time
	 * @param createdAt when the last message was created
	 */
	public Checkpoint(long epoch, String after, @Nullable Instant createdAt) {
		this(epoch, after, createdAt, null, null);
	}

	/**
	 * Say what it belongs to.
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation, {@code null} for all
	 * conversations of the agent
	 * @return a copy with these ids
	 */
	public Checkpoint of(String agentId, @Nullable String conversationId) {
		return new Checkpoint(this.epoch, this.after, this.createdAt, agentId, conversationId);
	}

	/**
	 * Return whether it may belong to something.
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation, {@code null} for all
	 * conversations of the agent
	 * @return {@code true} also when it does not say what it belongs to
	 */
	public boolean isOf(String agentId, @Nullable String conversationId) {
		return this.agentId == null
				|| (this.agentId.equals(agentId) && Objects.equals(this.conversationId, conversationId));
	}

}
