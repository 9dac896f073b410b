package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import ai.bimpe.spring.stream.support.Stalls;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an engine has to prove: that keys are spread, handed over, and taken over when a
 * lease expires. The rest is shown by {@link OwnershipLoopTests}, in virtual time.
 */
abstract class AbstractStreamOwnershipTests {

	/**
	 * A machine that stalls lets more than the lease run out: then, and only then, it is
	 * tried with a longer one.
	 */
	private static final List<Duration> LEASES = Stream.of(1200, 2400, 4800, 9600, 19_200)
		.map(Duration::ofMillis)
		.toList();

	/** For machines that are slow, but do not stall. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final List<ClusterInstance> instances = new ArrayList<>();

	private Duration lease = LEASES.get(0);

	private String cluster = UUID.randomUUID().toString();

	private OwnershipLedger ledger = new OwnershipLedger();

	abstract ConcurrentMetadataStore store();

	abstract LockRegistry<?> registry();

	@AfterEach
	void stopInstances() {
		this.instances.forEach(ClusterInstance::stop);
		this.instances.clear();
	}

	@Test
	void oneAloneOwnsAll() {
		promised(() -> {
			ClusterInstance alone = instance().claim(40);
			owns(alone, 40);
		});
	}

	@Test
	void threeShareTwentyKeys() {
		promised(() -> {
			ClusterInstance a = instance().claim(20);
			ClusterInstance b = instance().claim(20);
			ClusterInstance c = instance().claim(20);
			settled(() -> assertThat(counts(a, b, c)).containsExactlyInAnyOrder(7, 7, 6));
		});
	}

	@Test
	void instanceThatGoesHandsOverAtOnce() {
		promised(() -> {
			ClusterInstance a = instance(lengthy()).claim(6);
			ClusterInstance b = instance(lengthy()).claim(6);
			settled(lengthy(), () -> assertThat(counts(a, b)).containsExactly(3, 3));
			long start = System.nanoTime();
			a.stop();
			owns(b, 6);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(lengthy().dividedBy(2));
		});
	}

	@Test
	void keysOfTheDeadAreTakenOverWithinLeaseAndThirdAndSharedAgainWhenItComesBack() {
		promised(() -> {
			ClusterInstance a = instance().claim(6);
			ClusterInstance b = instance().claim(6);
			ClusterInstance c = instance().claim(6);
			settled(() -> assertThat(counts(a, b, c)).containsExactlyInAnyOrder(2, 2, 2));
			long start = System.nanoTime();
			a.hang();
			soon().untilAsserted(() -> assertThat(b.owned().size() + c.owned().size()).isEqualTo(6));
			Duration time = Duration.ofNanos(System.nanoTime() - start);
			System.out
				.println("Take-over from the dead after " + time.toMillis() + " ms, lease " + this.lease.toMillis());
			assertThat(time).isLessThan(this.lease.plus(this.lease.dividedBy(3)).plus(slack()));
			assertThat(a.owned()).isEmpty();
			a.resume();
			settled(() -> assertThat(counts(a, b, c)).containsExactlyInAnyOrder(2, 2, 2));
		});
	}

	@Test
	void keyThatWasProbedOrGivenBackCanBeAcquiredByAnotherAtOnce() {
		Lease a = new Lease("front", local(registry()));
		Lease b = new Lease("front", local(registry()));
		assertThat(a.isFree()).isTrue();
		assertThat(b.acquire()).isTrue();
		assertThat(a.isFree()).isFalse();
		assertThat(a.acquire()).isFalse();
		b.release();
		assertThat(a.acquire()).isTrue();
		a.release();
		assertThat(a.isReleased()).isTrue();
		assertThat(b.isFree()).isTrue();
	}

	final LocalInstance local(LockRegistry<?> registry) {
		return LocalInstance.create(this.cluster, Duration.ofMinutes(1), System::nanoTime, registry, store(), () -> {
		});
	}

	final void promised(Runnable test) {
		for (Duration lease : LEASES) {
			this.lease = lease;
			this.cluster = UUID.randomUUID().toString();
			this.ledger = new OwnershipLedger();
			Stalls stalls = new Stalls();
			try (stalls) {
				test.run();
				stopInstances();
				assertThat(this.ledger.conflicts()).isEmpty();
				return;
			}
			catch (AssertionError | ConditionTimeoutException ex) {
				stopInstances();
				if (!stalls.spoil(lease) || lease.equals(LEASES.get(LEASES.size() - 1))) {
					throw ex;
				}
				System.out.println("Not as promised with a lease of " + lease.toMillis() + " ms: " + ex);
			}
		}
	}

	final ClusterInstance instance() {
		return instance(this.lease);
	}

	final ClusterInstance instance(Duration lease) {
		return instance(registry(), lease);
	}

	final ClusterInstance instance(LockRegistry<?> registry) {
		return instance(registry, this.lease);
	}

	final ClusterInstance instance(LockRegistry<?> registry, Duration lease) {
		ClusterInstance instance = new ClusterInstance("instance-" + this.instances.size(), this.cluster, this.ledger,
				store(), registry, lease);
		this.instances.add(instance);
		return instance;
	}

	/** For what must not wait for its end. */
	private Duration lengthy() {
		return this.lease.multipliedBy(4);
	}

	private Duration slack() {
		return this.lease.dividedBy(2).plusSeconds(1);
	}

	final List<Integer> counts(ClusterInstance... instances) {
		return Stream.of(instances).map(ClusterInstance::owned).map(Set::size).toList();
	}

	final void settled(ThrowingRunnable assertion) {
		settled(this.lease, assertion);
	}

	final void settled(Duration lease, ThrowingRunnable assertion) {
		await().atMost(lease.multipliedBy(4).plus(PATIENCE)).untilAsserted(assertion);
	}

	final void owns(ClusterInstance instance, int keys) {
		soon().untilAsserted(() -> assertThat(instance.owned()).hasSize(keys));
	}

	private ConditionFactory soon() {
		return await().atMost(this.lease.multipliedBy(4).plus(PATIENCE)).pollInterval(Duration.ofMillis(10));
	}

}
