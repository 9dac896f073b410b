package ai.bimpe.spring.stream.checkpoint;

import java.time.Instant;

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
 * @since 0.1.0
 */
public record Checkpoint(long epoch, String after, @Nullable Instant createdAt) {

}
