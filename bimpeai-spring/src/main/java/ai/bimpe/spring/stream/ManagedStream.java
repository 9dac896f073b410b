package ai.bimpe.spring.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
	 * or {@link StreamState#WAITING}
	 */
	@Nullable Throwable failure();

	/**
	 * Return what the stream waits for, and since when.
	 * @return the problem, or {@code null} unless the state is
	 * {@link StreamState#WAITING}
	 */
	@Nullable StreamProblem problem();

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
	 * Return how far listeners are behind: how long ago the oldest message was received
	 * that is neither acknowledged nor parked. Grows while a listener blocks, or the
	 * checkpoint store cannot be reached. What the server still holds back is not known
	 * here.
	 * @return the age of the message, zero when there is none
	 */
	Duration lag();

	/**
	 * Return how many messages were received that are neither acknowledged nor parked.
	 * @return the number of messages, those that listeners are at work on included
	 */
	int buffered();

	/**
	 * Return how long ago the last sign of life came in on the connection of the stream:
	 * a message, a heartbeat or a comment, or a part of a message. Other bytes are not
	 * understood, and count as silence. The server sends a heartbeat about every 20
	 * seconds, so a connection that is half-open shows. Where every conversation of an
	 * agent is followed, of all connections the one that is silent for the longest time
	 * counts. Grows as well while nothing is read, because a slow listener has filled the
	 * buffer: then so does {@link #lag()}.
	 * @return the time since then; {@code null} while no connection is open
	 */
	@Nullable Duration silence();

	/**
	 * Return how much is going on.
	 * @return the numbers at this moment
	 */
	StreamStatistics statistics();

	/**
	 * Return which conversations cannot be followed on this instance at the moment. It
	 * costs the stream nothing but their messages: its state does not change, unless it
	 * follows that one conversation only.
	 * @return the conversations, those that failed first come first
	 */
	List<UnreachableConversation> unreachable();

	/**
	 * Open the stream. Does nothing when it is open already; needed only where it is not
	 * opened with the application context.
	 * @throws UserException when the stream was stopped
	 * @see StreamSpec#withAutoStartup(boolean)
	 */
	void start();

	/**
	 * Close the connection and deliver nothing until the stream is resumed. Returns at
	 * once: a listener that is at work finishes its message. Pausing twice does nothing.
	 */
	void pause();

	/**
	 * Continue after the last message that was acknowledged in each conversation. A
	 * stream that waits after a failure tries again at once, and one that has failed is
	 * opened again. One that is paused on all instances stays so.
	 * @see #resumeEverywhere()
	 */
	void resume();

	/**
	 * Pause the stream on all instances of the application, until
	 * {@link #resumeEverywhere()} is called on one of them: a restart does not resume it.
	 * Writes that into the checkpoint store, which the instances must share, and blocks
	 * meanwhile. The owners on other instances pause within ten seconds.
	 * @throws UserException when the name of the stream is too long for the store to keep
	 * that under
	 * @throws RuntimeException when the checkpoint store cannot be reached
	 */
	void pauseEverywhere();

	/**
	 * Resume the stream on all instances of the application, here also after
	 * {@link #pause()}. The owners on other instances resume within ten seconds.
	 * @throws RuntimeException when the checkpoint store cannot be reached
	 */
	void resumeEverywhere();

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

	/**
	 * Return which conversations are parked on this instance: those whose oldest message
	 * could not be delivered, and waits for another attempt or for an operator. Of a
	 * stream that was paused because of such a message, those of before.
	 * @return the conversations, parked the longest first
	 */
	List<ParkedConversation> parked();

	/**
	 * Deliver the message of a parked conversation again now. Returns at once. A message
	 * that fails again waits as before.
	 * @param conversationId the id of the conversation
	 * @throws UserException when the conversation is not parked on this instance, or when
	 * its message is being delivered at the moment
	 */
	void retry(String conversationId);

	/**
	 * Acknowledge the message of a parked conversation without delivering it, and
	 * continue with the next one. Writes the checkpoint, and blocks meanwhile.
	 * @param conversationId the id of the conversation
	 * @param messageId the id of the message, as {@link #parked()} returns it
	 * @throws UserException when the conversation is not parked at this message on this
	 * instance, or when the message is being delivered at the moment
	 * @throws RuntimeException when the checkpoint store cannot be reached
	 */
	void skip(String conversationId, String messageId);

	/**
	 * Skip the message of a parked conversation as {@link #skip(String, String)}, where
	 * the message has no id. The checkpoint cannot be behind such a message: it comes
	 * again after a restart, unless a message with an id was acknowledged behind it.
	 * @param conversationId the id of the conversation
	 * @throws UserException when the conversation is not parked on this instance, when it
	 * is parked at a message with an id, or when the message is being delivered at the
	 * moment
	 */
	void skip(String conversationId);

	/**
	 * Continue a parked conversation with what is newer than a message. Writes the
	 * checkpoint, and blocks meanwhile.
	 * @param conversationId the id of the conversation
	 * @param messageId the id of the last message that is not wanted
	 * @throws UserException when the conversation is not parked on this instance, when
	 * its message is being delivered at the moment, or when an id is blank
	 * @throws RuntimeException when the checkpoint store cannot be reached
	 */
	void replayFrom(String conversationId, String messageId);

	/**
	 * Continue a parked conversation with what is newer than a point in time. Otherwise
	 * as {@link #replayFrom(String, String)}.
	 * @param conversationId the id of the conversation
	 * @param time the point in time
	 * @throws UserException when the conversation is not parked on this instance, or when
	 * its message is being delivered at the moment
	 * @throws RuntimeException when the checkpoint store cannot be reached
	 */
	void replayFrom(String conversationId, Instant time);

}
