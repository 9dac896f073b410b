package ai.bimpe.spring.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * Handle on a message stream of the application context. Its methods can be called from
 * any thread, a listener of the stream included.
 *
 * @since 0.1.0
 * @see BimpeAIStreams
 */
public interface ManagedStream {

	/**
	 * Return what is followed.
	 * @return name, agent, conversation and settings
	 */
	StreamSpec spec();

	/**
	 * Return how the stream is doing.
	 * @return the state at this moment
	 */
	StreamState state();

	/**
	 * Return why the stream ended, or what it waits for.
	 * @return the failure, or {@code null} unless the state is {@link StreamState#FAILED}
	 * or {@link StreamState#WAITING}; also {@code null} when it waits for another
	 * instance
	 */
	@Nullable Throwable failure();

	/**
	 * Return which shards of the stream this instance of the application owns. One that
	 * is not split has shard 0 only.
	 * @return the numbers of the shards
	 */
	Set<Integer> ownedShards();

	/**
	 * Return which instance of the application owns a shard. Asks the store of the
	 * cluster, and takes as long as that, unless this instance owns the shard.
	 * @param shard the number of the shard, from 0
	 * @return the id of the instance, {@code local} without a cluster; {@code null} when
	 * none owns the shard
	 * @throws RuntimeException when that cannot be told
	 */
	@Nullable String owner(int shard);

	/**
	 * Return how far a conversation was delivered by this instance, as it was written
	 * last.
	 * @return the checkpoint; {@code null} when this instance has not owned the stream
	 * yet, or when every conversation of an agent is followed
	 */
	@Nullable Checkpoint checkpoint();

	/**
	 * Return how far listeners are behind: how long ago the oldest message came in that
	 * is not acknowledged yet. Grows while a listener blocks, or the checkpoint store
	 * cannot be reached. What the server still holds back is not known here.
	 * @return the age of the message, zero when there is none
	 */
	Duration lag();

	/**
	 * Return how many messages came in that are not acknowledged yet.
	 * @return the number of messages, the one that listeners are at work on included
	 */
	int buffered();

	/**
	 * Return how long ago the last byte came in on the connection of the stream: a
	 * message, a heartbeat, or a part of one. The server sends a heartbeat about every 20
	 * seconds, so a connection that is half-open shows. Where every conversation of an
	 * agent is followed, of all connections the one that is silent for the longest time
	 * counts. Grows as well while nothing is read, because a slow listener has filled the
	 * buffer: then so does {@link #lag()}.
	 * @return the time since then; {@code null} while no connection is open
	 */
	@Nullable Duration silence();

	/**
	 * Close the connection and deliver nothing until the stream is resumed. Returns at
	 * once: a listener that is at work finishes its message. Pausing twice does nothing.
	 */
	void pause();

	/**
	 * Go on after the last message that was acknowledged. Does nothing unless the stream
	 * is paused.
	 */
	void resume();

	/**
	 * Close the stream for good and free its name. Returns at once: a listener that is at
	 * work finishes its message, and no other message follows. Stopping twice does
	 * nothing.
	 */
	void stop();

	/**
	 * Deliver what is newer than a message again. Writes the checkpoint, also in place of
	 * one that cannot be read, and blocks meanwhile; a stream that has failed is opened
	 * again. A listener of a transactional stream must not call it. When it throws
	 * because of the store, some of what it writes may be written: call it again.
	 * @param messageId the id of the last message that is not wanted again
	 * @throws UserException when the id is blank, when every conversation of an agent is
	 * followed, or when the stream was stopped
	 * @throws RuntimeException when the checkpoint store cannot be reached
	 */
	void replayFrom(String messageId);

	/**
	 * Deliver what is newer than a point in time again. For every conversation of an
	 * agent: all that was acknowledged before this call is forgotten, and each
	 * conversation starts at the point in time, on whichever instance owns it. Otherwise
	 * as {@link #replayFrom(String)}.
	 * @param time the point in time; may also be later than the last message
	 * @throws UserException when the stream was stopped
	 * @throws RuntimeException when the checkpoint store cannot be reached
	 */
	void replayFrom(Instant time);

}
