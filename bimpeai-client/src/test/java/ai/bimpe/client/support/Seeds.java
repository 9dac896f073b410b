package ai.bimpe.client.support;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Runs a check over many random cases. Every run takes new cases; a failure names the
 * system property that repeats its case first.
 */
public final class Seeds {

	/** Seed of the first case. */
	public static final String PROPERTY = "bimpeai.test.seed";

	private static final long BASE = Objects.requireNonNullElseGet(Long.getLong(PROPERTY), System::nanoTime);

	private Seeds() {
	}

	/**
	 * Run a check.
	 * @param cases how many cases
	 * @param check gets the source of everything random in a case
	 */
	public static void check(int cases, Check check) {
		checkSeeds(cases, (seed) -> check.accept(new SplittableRandom(seed)));
	}

	/**
	 * Run a check that takes the seed itself.
	 * @param cases how many cases
	 * @param check gets the seed of a case
	 */
	public static void checkSeeds(int cases, SeedCheck check) {
		for (int i = 0; i < cases; i++) {
			long seed = BASE + i;
			try {
				check.accept(seed);
			}
			catch (Exception | AssertionError ex) {
				throw new AssertionError(
						"Case " + i + " fails; repeat it with -D" + PROPERTY + "=" + seed + ": " + ex.getMessage(), ex);
			}
		}
	}

	/**
	 * Something to check with a seed.
	 */
	@FunctionalInterface
	public interface SeedCheck {

		void accept(long seed) throws Exception;

	}

	/**
	 * Something to check.
	 */
	@FunctionalInterface
	public interface Check {

		void accept(RandomGenerator random) throws Exception;

	}

}
