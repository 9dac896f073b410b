package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import org.jspecify.annotations.Nullable;

/**
 * A store that can be taken down, and remembers what was written.
 */
final class CheckpointHistory extends CheckpointStoreDecorator {

	final AtomicInteger refusedWrites = new AtomicInteger();

	private final Map<String, List<String>> written = new ConcurrentHashMap<>();

	CheckpointHistory() {
		super(new InMemoryCheckpointStore());
	}

	@Override
	public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
		boolean done = tryAdvance(key, expected, next);
		if (done) {
			this.written.computeIfAbsent(key, (any) -> new CopyOnWriteArrayList<>()).add(next.after());
		}
		return done;
	}

	@Override
	public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next, String ownerKey,
			Checkpoint owner) {
		try {
			return super.advance(key, expected, next, ownerKey, owner);
		}
		catch (IllegalStateException ex) {
			this.refusedWrites.incrementAndGet();
			throw ex;
		}
	}

	private boolean tryAdvance(String key, @Nullable Checkpoint expected, Checkpoint next) {
		try {
			return super.advance(key, expected, next);
		}
		catch (IllegalStateException ex) {
			this.refusedWrites.incrementAndGet();
			throw ex;
		}
	}

	/**
	 * Return what was written under a key, each place once as long as it stays there.
	 * @param key the key
	 * @return ids of messages, in the order in which they were written
	 */
	List<String> places(String key) {
		List<String> written = this.written.getOrDefault(key, List.of());
		return IntStream.range(0, written.size())
			.filter((i) -> i == 0 || !written.get(i).equals(written.get(i - 1)))
			.mapToObj(written::get)
			.toList();
	}

}
