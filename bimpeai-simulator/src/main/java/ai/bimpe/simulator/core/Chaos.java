package ai.bimpe.simulator.core;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Seed and probabilities, from 0 to 1, of random faults. Start with {@link #seed(long)}
 * and give a probability to what shall happen.
 *
 * @param seed the seed of the random numbers
 * @param probabilities how often each kind of fault happens; absent ones never do
 * @since 0.1.0
 */
public record Chaos(long seed, Map<Kind, Double> probabilities) {

	public Chaos {
		Map<Kind, Double> copy = new EnumMap<>(Kind.class);
		copy.putAll(probabilities);
		probabilities = Collections.unmodifiableMap(copy);
	}

	/**
	 * Create chaos in which nothing happens yet.
	 * @param seed the seed of the random numbers
	 * @return the chaos
	 */
	public static Chaos seed(long seed) {
		return new Chaos(seed, Map.of());
	}

	/**
	 * Return how often a kind of fault happens.
	 * @param kind the kind
	 * @return its probability
	 */
	public double probability(Kind kind) {
		return this.probabilities.getOrDefault(kind, 0.0);
	}

	/**
	 * Let requests be answered with 429, 500 or 502.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos refusing(double probability) {
		return with(Kind.REFUSE, probability);
	}

	/**
	 * Let tickets be expired when they are used, but never a second one before a stream
	 * of the conversation was opened.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos expiring(double probability) {
		return with(Kind.EXPIRE, probability);
	}

	/**
	 * Let streams begin with up to 32 messages that are older than the cursor asks for.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos replaying(double probability) {
		return with(Kind.REPLAY, probability);
	}

	/**
	 * Let the connections of streams drop instead of an event.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos dropping(double probability) {
		return with(Kind.DROP, probability);
	}

	/**
	 * Let streams end in good order instead of an event.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos ending(double probability) {
		return with(Kind.END, probability);
	}

	/**
	 * Let streams fall silent instead of an event.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos stalling(double probability) {
		return with(Kind.STALL, probability);
	}

	/**
	 * Let the connections of streams drop in the middle of an event.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos truncating(double probability) {
		return with(Kind.TRUNCATE, probability);
	}

	/**
	 * Let events be sent twice.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos duplicating(double probability) {
		return with(Kind.DUPLICATE, probability);
	}

	/**
	 * Let events be written in several parts.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos splitting(double probability) {
		return with(Kind.SPLIT, probability);
	}

	/**
	 * Let up to 20 milliseconds pass between two parts of an event.
	 * @param probability how often
	 * @return the new chaos
	 */
	public Chaos pausing(double probability) {
		return with(Kind.PAUSE, probability);
	}

	private Chaos with(Kind kind, double probability) {
		Map<Kind, Double> changed = new EnumMap<>(Kind.class);
		changed.putAll(this.probabilities);
		changed.put(kind, probability);
		return new Chaos(this.seed, changed);
	}

	/**
	 * A kind of random fault.
	 */
	public enum Kind {

		/** A request is answered with 429, 500 or 502. */
		REFUSE,

		/** The ticket is expired when it is used. */
		EXPIRE,

		/** A stream begins with messages that are older than the cursor asks for. */
		REPLAY,

		/** The connection drops instead of an event. */
		DROP,

		/** The stream ends in good order instead of an event. */
		END,

		/** Nothing more is sent instead of an event. */
		STALL,

		/** The connection drops in the middle of an event. */
		TRUNCATE,

		/** An event is sent twice. */
		DUPLICATE,

		/** An event is written in several parts. */
		SPLIT,

		/** Time passes between two parts of an event. */
		PAUSE;

		/**
		 * Return the key in JSON.
		 * @return the key
		 */
		public String key() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
