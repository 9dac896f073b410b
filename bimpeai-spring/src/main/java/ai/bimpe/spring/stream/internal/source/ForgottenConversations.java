package ai.bimpe.spring.stream.internal.source;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import ai.bimpe.spring.stream.checkpoint.CheckpointKeys;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Conversations that may not exist any more: those that the list has named and names no
 * more, and those that have a checkpoint although the list has never named them, because
 * they were deleted while nobody read it. The checkpoint is removed when the server says
 * that there is no such conversation. Thread-safe.
 */
final class ForgottenConversations {

	/** How many checkpoints are looked for with a poll. */
	private static final int LOOKUPS = 100;

	private final Queue<String> ids = new ConcurrentLinkedQueue<>();

	private final AgentConversations conversations;

	private final Predicate<String> inShard;

	private final CheckpointReader checkpoints;

	private final ConversationPoller poller;

	private final AtomicBoolean reading = new AtomicBoolean();

	/** Whether the store may be asked for those that it has. */
	private volatile boolean readable;

	/** Whether the store has named all that it had. */
	private volatile boolean complete;

	/** Where the store goes on. */
	private volatile @Nullable String cursor;

	/**
	 * Create.
	 * @param conversations knows what the list has named
	 * @param inShard which conversations to look after, by their ids
	 * @param checkpoints reads and removes the checkpoints
	 * @param poller asks the server
	 */
	ForgottenConversations(AgentConversations conversations, Predicate<String> inShard, CheckpointReader checkpoints,
			ConversationPoller poller) {
		this.conversations = conversations;
		this.inShard = inShard;
		this.checkpoints = checkpoints;
		this.poller = poller;
	}

	/**
	 * Take note that the whole list was read: whatever exists is known.
	 * @param gone the ids of conversations that the list names no more
	 */
	void walked(Collection<String> gone) {
		this.ids.addAll(gone);
		this.readable = true;
	}

	/**
	 * Remove one checkpoint if there is one to remove, or look for more in the store.
	 * Called with each poll, so that the list has the other requests.
	 * @return completes when that was tried
	 */
	Mono<Void> removeNext() {
		if (!this.ids.isEmpty()) {
			return stored().flatMap(this::remove);
		}
		boolean more = this.readable && !this.complete && this.reading.compareAndSet(false, true);
		return more ? read() : Mono.empty();
	}

	// Those without a checkpoint cost no request.
	private Mono<String> stored() {
		return Mono.fromSupplier(this::next)
			.filterWhen(this.checkpoints::isStored)
			.repeat(LOOKUPS, () -> !this.ids.isEmpty())
			.next();
	}

	private @Nullable String next() {
		String id = this.ids.poll();
		while (id != null && this.conversations.isKnown(id)) {
			id = this.ids.poll();
		}
		return id;
	}

	// A filter leaves out as well what exists.
	private Mono<Void> remove(String id) {
		return this.poller.isGone(id)
			.filter((gone) -> gone && !this.conversations.isKnown(id))
			.flatMap((gone) -> this.checkpoints.remove(id));
	}

	// Until there is something to do. A store that cannot be read is asked again after
	// the next walk.
	private Mono<Void> read() {
		return Mono.defer(() -> this.checkpoints.stored(this.cursor))
			.doOnNext(this::found)
			.repeat(() -> !this.complete && this.ids.isEmpty())
			.then()
			.onErrorResume(CheckpointStoreException.class, (failure) -> {
				this.readable = false;
				return Mono.empty();
			})
			.doFinally((signal) -> this.reading.set(false));
	}

	private void found(CheckpointKeys stored) {
		stored.keys()
			.stream()
			.filter((id) -> this.inShard.test(id) && !this.conversations.isKnown(id))
			.forEach(this.ids::add);
		this.cursor = stored.next();
		this.complete = stored.next() == null;
	}

}
