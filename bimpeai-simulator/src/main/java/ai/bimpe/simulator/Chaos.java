package ai.bimpe.simulator;

/**
 * Seed and probabilities, from 0 to 1, of random faults. Start with {@link #seed(long)}
 * and give a probability to what shall happen.
 *
 * @param seed the seed of the random numbers
 * @param refuse that a request is answered with 429, 500 or 502
 * @param drop that the connection of a stream drops instead of an event
 * @param stall that nothing more is sent on a stream instead of an event
 * @param truncate that the connection of a stream drops in the middle of an event
 * @param duplicate that an event is sent twice
 * @param split that an event is written in several parts
 * @since 0.1.0
 */
public record Chaos(long seed, double refuse, double drop, double stall, double truncate, double duplicate,
		double split) {

	/**
	 * Create chaos in which nothing happens yet.
	 * @param seed the seed of the random numbers
	 * @return the chaos
	 */
	public static Chaos seed(long seed) {
		return new Chaos(seed, 0, 0, 0, 0, 0, 0);
	}

	/**
	 * Let requests be answered with 429, 500 or 502.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos refusing(double probability) {
		return new Chaos(this.seed, probability, this.drop, this.stall, this.truncate, this.duplicate, this.split);
	}

	/**
	 * Let the connections of streams drop instead of an event.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos dropping(double probability) {
		return new Chaos(this.seed, this.refuse, probability, this.stall, this.truncate, this.duplicate, this.split);
	}

	/**
	 * Let streams fall silent instead of an event.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos stalling(double probability) {
		return new Chaos(this.seed, this.refuse, this.drop, probability, this.truncate, this.duplicate, this.split);
	}

	/**
	 * Let the connections of streams drop in the middle of an event.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos truncating(double probability) {
		return new Chaos(this.seed, this.refuse, this.drop, this.stall, probability, this.duplicate, this.split);
	}

	/**
	 * Let events be sent twice.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos duplicating(double probability) {
		return new Chaos(this.seed, this.refuse, this.drop, this.stall, this.truncate, probability, this.split);
	}

	/**
	 * Let events be written in several parts.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos splitting(double probability) {
		return new Chaos(this.seed, this.refuse, this.drop, this.stall, this.truncate, this.duplicate, probability);
	}

}
