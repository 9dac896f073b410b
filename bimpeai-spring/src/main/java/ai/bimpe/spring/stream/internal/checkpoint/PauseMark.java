package ai.bimpe.spring.stream.internal.checkpoint;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.TimeSource;

/**
 * An entry in the checkpoint store that pauses a stream on all instances which share the
 * store. It is there or not: what it holds does not matter.
 */
public final class PauseMark {

	private static final String SUFFIX = "#paused";

	private final CheckpointStore store;

	private final StreamSpec spec;

	private final TimeSource time;

	/**
	 * Create.
	 * @param store has the checkpoints of the stream
	 * @param spec the stream
	 * @param time tells when the stream was paused
	 */
	public PauseMark(CheckpointStore store, StreamSpec spec, TimeSource time) {
		this.store = store;
		this.spec = spec;
		this.time = time;
	}

	/**
	 * Pause the stream.
	 * @throws UserException when the key is too long for the store
	 */
	public void set() {
		int longest = this.store.maxKeyLength();
		if (longest > 0 && key(this.spec).length() > longest) {
			throw new UserException("Stream '" + this.spec.name() + "' cannot be paused on all instances: its name is "
					+ "too long for the checkpoint store to keep '" + key(this.spec) + "'");
		}
		this.store.reset(key(this.spec), mark(this.spec, this.time));
	}

	/**
	 * Resume the stream.
	 */
	public void remove() {
		try {
			delete();
		}
		catch (InvalidCheckpointException ex) {
			set();
			delete();
		}
	}

	private void delete() {
		Checkpoint mark = this.store.load(key(this.spec));
		while (mark != null) {
			this.store.delete(key(this.spec), mark);
			mark = this.store.load(key(this.spec));
		}
	}

	/**
	 * Return whether a stream is paused.
	 * @param store the store in the hands of the owner
	 * @param spec the stream
	 * @return whether the mark is there
	 * @throws CheckpointStoreException when the store cannot be reached
	 */
	public static boolean isSet(FencedCheckpointStore store, StreamSpec spec) {
		try {
			return store.load(key(spec)) != null;
		}
		catch (InvalidCheckpointException ex) {
			// Somebody else has written it, and may have meant it.
			return true;
		}
	}

	/**
	 * Pause a stream again whose mark the store has lost.
	 * @param store the store in the hands of the owner
	 * @param spec the stream
	 * @param time tells when that was found out
	 * @throws CheckpointStoreException when the store cannot be reached
	 */
	public static void restore(FencedCheckpointStore store, StreamSpec spec, TimeSource time) {
		store.reset(key(spec), mark(spec, time));
	}

	private static Checkpoint mark(StreamSpec spec, TimeSource time) {
		return new Checkpoint(0, time.instant().toString(), null).of(spec.agentId(), spec.conversationId());
	}

	private static String key(StreamSpec spec) {
		return spec.name() + SUFFIX;
	}

}
