package ai.bimpe.spring.stream.internal.source;

import ai.bimpe.spring.stream.StreamSpec;

/**
 * Makes the source of a stream, or of a shard of it.
 */
@FunctionalInterface
public interface MessageSourceFactory {

	/**
	 * Make a source.
	 * @param spec what to follow
	 * @param shard the number of the shard, from 0
	 * @return the source
	 */
	MessageSource create(StreamSpec spec, int shard);

}
