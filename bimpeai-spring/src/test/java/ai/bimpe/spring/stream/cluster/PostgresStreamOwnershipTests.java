package ai.bimpe.spring.stream.cluster;

import java.util.List;

import ai.bimpe.spring.stream.support.Postgres;
import org.junit.jupiter.api.Test;

import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LockRegistryStreamOwnership} over PostgreSQL.
 */
class PostgresStreamOwnershipTests extends AbstractStreamOwnershipTests {

	@Override
	ConcurrentMetadataStore store() {
		return Postgres.store();
	}

	@Override
	LockRegistry<?> registry() {
		return Postgres.registry();
	}

	@Test
	void instanceWhoseClockIsAheadTakesNothingFromTheLiving() {
		promised(() -> {
			ClusterInstance a = instance(steady()).claim(6);
			owns(a, 6);
			LockRegistry<?> ahead = Postgres.registry(
					Postgres.UPDATE
						.replaceFirst("EXPIRED_AFTER=\\?", "EXPIRED_AFTER=CAST(? AS TIMESTAMP) + INTERVAL '1 hour'")
						.replace("EXPIRED_AFTER<?", "EXPIRED_AFTER<CAST(? AS TIMESTAMP) + INTERVAL '1 hour'"),
					Postgres.INSERT.replace("?)", "CAST(? AS TIMESTAMP) + INTERVAL '1 hour')"), Postgres.RENEW
						.replaceFirst("EXPIRED_AFTER=\\?", "EXPIRED_AFTER=CAST(? AS TIMESTAMP) + INTERVAL '1 hour'"));
			ClusterInstance b = instance(ahead, steady()).claim(6);
			settled(steady(), () -> assertThat(counts(a, b)).containsExactly(3, 3));
			assertThat(a.revoked()).hasSize(3);
			await().during(steady().multipliedBy(2))
				.atMost(steady().multipliedBy(3))
				.until(() -> counts(a, b).equals(List.of(3, 3)));
			assertThat(b.revoked()).isEmpty();
		});
	}

	@Test
	void keysThatShareLocalLockAreOwnedAndMoveAllTheSame() {
		promised(() -> {
			ClusterInstance a = instance(crowded()).claim(8);
			owns(a, 8);
			ClusterInstance b = instance(crowded()).claim(8);
			settled(() -> assertThat(counts(a, b)).containsExactly(4, 4));
		});
	}

	// Two places in the table of local locks.
	private static LockRegistry<?> crowded() {
		JdbcLockRegistry registry = Postgres.registry();
		registry.setCacheCapacity(1);
		return registry;
	}

}
