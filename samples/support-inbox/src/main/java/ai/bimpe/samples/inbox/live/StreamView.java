package ai.bimpe.samples.inbox.live;

import org.jspecify.annotations.Nullable;

/**
 * How the stream is doing.
 *
 * @param status its state
 * @param delay how long the last message took from its writing to the inbox, or
 * {@code null} when none came yet
 * @param waiting how many messages came in that the inbox has not shown yet
 * @param lag how long the oldest of them waits, or {@code null} without a stream
 * @param chart the messages of the last half hour
 */
public record StreamView(ConnectionStatus status, @Nullable String delay, int waiting, @Nullable String lag,
		Chart chart) {

}
