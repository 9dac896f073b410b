package ai.bimpe.client.internal.http;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes UUIDs without a system call each: one strong seed a process, from which every
 * thread has a generator of its own with 384 bits of state. No thread but the first reads
 * the random source of the system, which blocks.
 */
final class UuidGenerator {

	private static final int SEED_BYTES = 48;

	private static final Supplier<RandomGenerator> GENERATORS = generators("L128X256MixRandom");

	private static final ThreadLocal<RandomGenerator> GENERATOR = ThreadLocal.withInitial(GENERATORS);

	private UuidGenerator() {
	}

	/**
	 * Create what makes a generator for each thread.
	 * @param algorithm the algorithm of the generators, where it is there: the module
	 * {@code jdk.random} may be missing from a run-time image, and Java 17 looks for it
	 * once, by the context class loader of whoever asks first
	 * @return makes generators that have nothing in common
	 */
	static Supplier<RandomGenerator> generators(String algorithm) {
		byte[] seed = new byte[SEED_BYTES];
		new SecureRandom().nextBytes(seed);
		try {
			return split(RandomGeneratorFactory.<SplittableGenerator>of(algorithm).create(seed));
		}
		catch (IllegalArgumentException ex) {
			return hashes(seed);
		}
	}

	private static Supplier<RandomGenerator> split(SplittableGenerator root) {
		return () -> {
			synchronized (root) {
				return root.split();
			}
		};
	}

	// Slower, with 160 bits of state, and in every Java.
	private static Supplier<RandomGenerator> hashes(byte[] seed) {
		SecureRandom root = hash(seed);
		return () -> {
			byte[] next = new byte[SEED_BYTES];
			root.nextBytes(next);
			return hash(next);
		};
	}

	// Seeded before it is used, it reads nothing from the system.
	private static SecureRandom hash(byte[] seed) {
		try {
			SecureRandom generator = SecureRandom.getInstance("SHA1PRNG");
			generator.setSeed(seed);
			return generator;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String next() {
		return next(GENERATOR.get());
	}

	/**
	 * Make a random UUID.
	 * @param generator has the bits
	 * @return its text
	 */
	static String next(RandomGenerator generator) {
		long high = (generator.nextLong() & ~0xF000L) | 0x4000L;
		long low = (generator.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
		return new UUID(high, low).toString();
	}

}
