package ai.bimpe.spring.stream.internal.source;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import ai.bimpe.client.internal.retry.ReactorRetry;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointKeys;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.SourceCheckpoints;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.policy.SimpleRetryPolicy;

/**
 * Reads the checkpoints of an agent's conversations on threads that may block.
 */
final class CheckpointReader {

	/** Streams that are open go on while the store is down. */
	private static final RetryPolicy WHILE_UNAVAILABLE = new SimpleRetryPolicy(Integer.MAX_VALUE,
			Map.of(CheckpointStoreException.class, true));

	private final SourceCheckpoints checkpoints;

	private final ReactorRetry retry;

	private final Scheduler blocking;

	/**
	 * Create.
	 * @param checkpoints reads the checkpoints
	 * @param backOff the waits while the store cannot be reached
	 * @param time runs the waits
	 * @param blocking has the threads that may block
	 */
	CheckpointReader(SourceCheckpoints checkpoints, BackOffPolicy backOff, TimeSource time, Scheduler blocking) {
		this.checkpoints = checkpoints;
		this.blocking = blocking;
		this.retry = new ReactorRetry(WHILE_UNAVAILABLE, backOff, List.of(), time.scheduler(), (failure, delay) -> {
		});
	}

	/**
	 * Return whether it is known where conversations start that have no checkpoint.
	 * @return {@code false} to call {@link #start} first
	 */
	boolean isStarted() {
		return this.checkpoints.isStarted();
	}

	/**
	 * Return where conversations start that have no checkpoint.
	 * @return the time, {@code null} when it is not known
	 */
	@Nullable Instant startTime() {
		return this.checkpoints.startTime();
	}

	/**
	 * Set where conversations start that have no checkpoint. Goes on until the store can
	 * be reached.
	 * @param time a time of the server
	 * @return completes when it is stored
	 */
	Mono<Void> start(Instant time) {
		return read(() -> {
			this.checkpoints.start(time);
			return true;
		}).retryWhen(this.retry).then();
	}

	/**
	 * Begin conversations at their checkpoints. Goes on until the store can be reached.
	 * @param ids the ids of the conversations
	 * @return the conversations, by their ids; without those whose checkpoint is
	 * unreadable, which are read again when the list names them again
	 */
	Mono<Map<String, ConversationState>> begin(Collection<String> ids) {
		return read(() -> {
			Map<String, ConversationState> begun = new HashMap<>();
			ids.forEach((id) -> readable(id)
				.ifPresent((checkpoint) -> begun.put(id, new ConversationState(id, checkpoint))));
			return begun;
		}).retryWhen(this.retry);
	}

	/**
	 * Choose the conversations of which everything was acknowledged.
	 * @param received how far conversations are received, by their ids
	 * @return the entries of those conversations; none when the store cannot be reached
	 */
	Mono<Map<String, Cursor>> acknowledged(Map<String, Cursor> received) {
		return read(() -> received.entrySet()
			.stream()
			.filter((entry) -> readable(entry.getKey()).filter((at) -> Cursor.of(at).isAt(entry.getValue()))
				.isPresent())
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
			.onErrorReturn(CheckpointStoreException.class, Map.of());
	}

	/**
	 * Return conversations that have something in the store, some at a time.
	 * @param cursor where those before have ended, {@code null} for the first ones
	 * @return the ids of conversations of all shards, and where to go on; an error when
	 * the store cannot be reached
	 */
	Mono<CheckpointKeys> stored(@Nullable String cursor) {
		return read(() -> this.checkpoints.stored(cursor));
	}

	/**
	 * Return whether there is a checkpoint to remove.
	 * @param id the id of the conversation
	 * @return {@code false} as well when the store cannot be reached
	 */
	Mono<Boolean> isStored(String id) {
		return read(() -> this.checkpoints.isStored(id)).onErrorReturn(CheckpointStoreException.class, false);
	}

	/**
	 * Remove the checkpoint of a conversation that does not exist any more. It stays when
	 * the store cannot be reached.
	 * @param id the id of the conversation
	 * @return completes when that was tried
	 */
	Mono<Void> remove(String id) {
		return read(() -> {
			this.checkpoints.remove(id);
			return true;
		}).onErrorComplete(CheckpointStoreException.class).onErrorComplete(InvalidCheckpointException.class).then();
	}

	private Optional<Checkpoint> readable(String id) {
		try {
			return Optional.of(this.checkpoints.current(id));
		}
		catch (InvalidCheckpointException ex) {
			return Optional.empty();
		}
	}

	// Cancelling a future interrupts nobody: a store may be at work. What it throws then
	// is of no interest any more.
	private <T> Mono<T> read(Supplier<T> action) {
		return Mono.fromFuture(() -> CompletableFuture.supplyAsync(action, this::execute));
	}

	private void execute(Runnable task) {
		Disposable unused = this.blocking.schedule(task);
	}

}
