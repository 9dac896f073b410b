package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Instant;

import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What a managed stream follows. Immutable.
 *
 * @param name the name of the stream: listeners, logs, metrics and health know it by this
 * @param agentId the id of the agent
 * @param conversationId the id of the conversation
 * @param after id of a message, or ISO 8601 time, after which messages are replayed when
 * the stream is opened for the first time; {@code null} for new messages only
 * @since 0.1.0
 */
public record StreamSpec(String name, String agentId, String conversationId, @Nullable String after) {

	public StreamSpec {
		check("name", name);
		check("agentId", agentId);
		check("conversationId", conversationId);
		if (after != null) {
			check("after", after);
		}
	}

	/**
	 * Follow a conversation from now on.
	 * @param name the name of the stream
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @return the description of the stream
	 * @throws UserException when one of them is blank
	 */
	public static StreamSpec of(String name, String agentId, String conversationId) {
		return new StreamSpec(name, agentId, conversationId, null);
	}

	/**
	 * Replay what is newer than a message first.
	 * @param messageId the id of the last message that is known already
	 * @return a copy with the start
	 * @throws UserException when the id is blank
	 */
	public StreamSpec after(String messageId) {
		return new StreamSpec(this.name, this.agentId, this.conversationId, messageId);
	}

	/**
	 * Replay what is newer than a point in time first.
	 * @param time the point in time
	 * @return a copy with the start
	 */
	public StreamSpec after(Instant time) {
		return after(time.toString());
	}

	private static void check(String what, String value) {
		if (!StringUtils.hasText(value)) {
			throw new UserException("'" + what + "' of a stream must not be blank");
		}
	}

}
