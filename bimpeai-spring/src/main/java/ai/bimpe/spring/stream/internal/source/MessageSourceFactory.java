package ai.bimpe.spring.stream.internal.source;

import ai.bimpe.spring.stream.StreamSpec;

/**
 * Makes the intake of a stream, or of a shard of it.
 */
@FunctionalInterface
public interface MessageSourceFactory {

	/**
	 * Make an intake.
	 * @param spec what to follow
	 * @param shard the number of the shard, from 0
	 * @return the intake
	 */
	MessageSource create(StreamSpec spec, int shard);

}
