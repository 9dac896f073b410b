package ai.bimpe.spring.stream;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Numbers of a stream on this instance of the application, of all its shards together.
 *
 * @param liveConversations conversations with a connection of their own
 * @param waitingConversations conversations that have messages, or may have, and wait for
 * a free connection
 * @param unreachableConversations how many {@link ManagedStream#unreachable()} returns
 * @param activeDeliveries messages that listeners are at work on, or have not
 * acknowledged yet
 * @param bufferedBytes about how much memory is used by messages that are neither
 * acknowledged nor parked
 * @param remainingRequests requests for lists of conversations that the budget of
 * {@code requests-per-minute} leaves for this moment; {@code null} for a stream of one
 * conversation, and where no shard is at work
 * @param oldestMessage when the oldest message that was received and is not acknowledged
 * was created, parked ones included; {@code null} for none
 * @since 0.1.0
 * @see ManagedStream#statistics()
 */
public record StreamStatistics(int liveConversations, int waitingConversations, int unreachableConversations,
		int activeDeliveries, long bufferedBytes, @Nullable Integer remainingRequests,
		@Nullable Instant oldestMessage) {

}
