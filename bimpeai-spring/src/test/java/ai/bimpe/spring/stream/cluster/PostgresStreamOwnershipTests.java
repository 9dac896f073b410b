package ai.bimpe.spring.stream.cluster;

import java.util.List;

import ai.bimpe.spring.stream.support.Postgres;
import org.junit.jupiter.api.Test;

import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;

import static org.assertj.core.api.Assertions.assertThat;

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
		LocalInstance a = local(registry());
		LocalInstance b = local(
				Postgres
					.registry(
							Postgres.UPDATE
								.replaceFirst("EXPIRED_AFTER=\\?",
										"EXPIRED_AFTER=CAST(? AS TIMESTAMP) + INTERVAL '1 hour'")
								.replace("EXPIRED_AFTER<?", "EXPIRED_AFTER<CAST(? AS TIMESTAMP) + INTERVAL '1 hour'"),
							Postgres.INSERT.replace("?)", "CAST(? AS TIMESTAMP) + INTERVAL '1 hour')"),
							Postgres.RENEW.replaceFirst("EXPIRED_AFTER=\\?",
									"EXPIRED_AFTER=CAST(? AS TIMESTAMP) + INTERVAL '1 hour'")));
		a.members().beat(List.of("front"));
		b.members().beat(List.of("front"));
		Lease lease = new Lease("front", a);
		assertThat(lease.acquire()).isTrue();
		assertThat(new Lease("front", b).isFree()).isFalse();
		assertThat(new Lease("front", b).acquire()).isFalse();
		lease.release();
		Lease next = new Lease("front", b);
		assertThat(next.acquire()).isTrue();
		assertThat(lease.acquire()).isFalse();
		next.release();
		// What would have been without the names of those who live.
		assertThat(lease.acquire()).isTrue();
		assertThat(b.registry().obtain(b.path() + "front").tryLock()).isTrue();
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
