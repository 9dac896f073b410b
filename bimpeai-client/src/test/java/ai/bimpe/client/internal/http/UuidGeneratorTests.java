package ai.bimpe.client.internal.http;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UuidGenerator}.
 */
class UuidGeneratorTests {

	@ParameterizedTest
	@ValueSource(strings = { "L128X256MixRandom", "missing" })
	void everyThreadHasItsOwnRandomUuidsAlsoWithoutTheAlgorithm(String algorithm) {
		List<Supplier<RandomGenerator>> processes = List.of(UuidGenerator.generators(algorithm),
				UuidGenerator.generators(algorithm));
		Set<UUID> uuids = processes.stream()
			.flatMap((process) -> Stream.generate(process).limit(10))
			.flatMap((generator) -> Stream.generate(() -> UuidGenerator.next(generator)).limit(10))
			.map(UUID::fromString)
			.collect(Collectors.toSet());
		assertThat(uuids).hasSize(200).allSatisfy((uuid) -> {
			assertThat(uuid.version()).isEqualTo(4);
			assertThat(uuid.variant()).isEqualTo(2);
		});
	}

}
