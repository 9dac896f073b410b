package ai.bimpe.client.internal.http;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes UUIDs without a system call each: one strong seed a process, from which every
 * thread splits a generator of its own with 384 bits of state. No thread but the first
 * reads the random source of the system, which blocks.
 */
final class UuidGenerator {

	private static final int SEED_BYTES = 48;

	private static final SplittableGenerator ROOT = root();

	private static final ThreadLocal<RandomGenerator> GENERATOR = ThreadLocal.withInitial(UuidGenerator::generator);

	private UuidGenerator() {
	}

	private static SplittableGenerator root() {
		byte[] seed = new byte[SEED_BYTES];
		new SecureRandom().nextBytes(seed);
		return RandomGeneratorFactory.<SplittableGenerator>of("L128X256MixRandom").create(seed);
	}

	private static RandomGenerator generator() {
		synchronized (ROOT) {
			return ROOT.split();
		}
	}

	static String next() {
		RandomGenerator generator = GENERATOR.get();
		long high = (generator.nextLong() & ~0xF000L) | 0x4000L;
		long low = (generator.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
		return new UUID(high, low).toString();
	}

}
