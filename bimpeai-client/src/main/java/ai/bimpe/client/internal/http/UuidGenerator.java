package ai.bimpe.client.internal.http;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes UUIDs without a system call each: one strong seed a thread, then a generator with
 * 384 bits of state.
 */
final class UuidGenerator {

	private static final int SEED_BYTES = 48;

	private static final SecureRandom SEEDS = new SecureRandom();

	private static final ThreadLocal<RandomGenerator> GENERATOR = ThreadLocal.withInitial(UuidGenerator::generator);

	private UuidGenerator() {
	}

	private static RandomGenerator generator() {
		byte[] seed = new byte[SEED_BYTES];
		SEEDS.nextBytes(seed);
		return RandomGeneratorFactory.of("L128X256MixRandom").create(seed);
	}

	static String next() {
		RandomGenerator generator = GENERATOR.get();
		long high = (generator.nextLong() & ~0xF000L) | 0x4000L;
		long low = (generator.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
		return new UUID(high, low).toString();
	}

}
