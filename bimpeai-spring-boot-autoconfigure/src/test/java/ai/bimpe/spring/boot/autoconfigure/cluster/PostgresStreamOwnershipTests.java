package ai.bimpe.spring.boot.autoconfigure.cluster;

import org.junit.jupiter.api.Test;

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
		return Postgres.registry(Postgres.UPDATE, Postgres.INSERT);
	}

	@Test
	void instanceWhoseClockIsAheadTakesNothingFromTheLiving() {
		Instance a = instance().claim(6);
		owns(a, 6);
		LockRegistry<?> ahead = Postgres.registry(
				Postgres.UPDATE
					.replaceFirst("EXPIRED_AFTER=\\?", "EXPIRED_AFTER=CAST(? AS TIMESTAMP) + INTERVAL '1 hour'")
					.replace("EXPIRED_AFTER<?", "EXPIRED_AFTER<CAST(? AS TIMESTAMP) + INTERVAL '1 hour'"),
				Postgres.INSERT.replace("?)", "CAST(? AS TIMESTAMP) + INTERVAL '1 hour')"));
		Instance b = instance(ahead).claim(6);
		settled(() -> assertThat(counts(a, b)).containsExactly(3, 3));
		assertThat(a.revoked()).hasSize(3);
		await().during(LEASE.multipliedBy(2))
			.atMost(LEASE.multipliedBy(3))
			.until(() -> counts(a, b).equals(java.util.List.of(3, 3)));
		assertThat(b.revoked()).isEmpty();
	}

}
