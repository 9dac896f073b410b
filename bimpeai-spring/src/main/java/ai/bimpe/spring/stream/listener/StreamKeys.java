package ai.bimpe.spring.stream.listener;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.cluster.StreamOwnership;

/**
 * How long the keys of a stream become, which begin with its name. Some stores would not
 * report a key that is too long, but write it again and again.
 */
final class StreamKeys {

	/** The room for the id of a conversation, or for what else a key ends with. */
	private static final int SUFFIX = 64;

	private StreamKeys() {
	}

	/**
	 * Check that all keys of a stream can be stored.
	 * @param spec the stream
	 * @param store has the checkpoints
	 * @param ownership has the owners
	 * @throws UserException when a key may become too long
	 */
	static void check(StreamSpec spec, CheckpointStore store, StreamOwnership ownership) {
		boolean several = spec.conversationId() == null || spec.transactional();
		check(spec, "checkpoint store", store.maxKeyLength(), several ? SUFFIX : 0);
		int shard = (spec.shards() > 1) ? ("#" + (spec.shards() - 1)).length() : 0;
		check(spec, "store of the cluster", ownership.maxKeyLength(), shard);
	}

	private static void check(StreamSpec spec, String where, int longest, int suffix) {
		int length = spec.name().length();
		if (longest > 0 && length + suffix > longest) {
			throw new UserException("The name of stream '" + spec.name() + "' has " + length + " characters, and its "
					+ where + " has room for " + (longest - suffix) + ": give it a shorter name");
		}
	}

}
