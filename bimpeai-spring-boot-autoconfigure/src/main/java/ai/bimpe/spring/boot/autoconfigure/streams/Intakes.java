package ai.bimpe.spring.boot.autoconfigure.streams;

/**
 * Makes the intake of a stream, or of a shard of it.
 */
@FunctionalInterface
interface Intakes {

	/**
	 * Make an intake.
	 * @param spec what to follow
	 * @param shard the number of the shard, from 0
	 * @return the intake
	 */
	Intake create(StreamSpec spec, int shard);

}
