package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import ai.bimpe.spring.stream.support.Stalls;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What {@link LockRegistryStreamOwnership} promises, whatever the engine.
 */
@ExtendWith(OutputCaptureExtension.class)
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

	private String cluster = "";

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
	void keyMovesOnlyWhenTheOwnerHasFinished() {
		promised(() -> {
			ClusterInstance a = instance(steady()).claim(2);
			owns(a, 2);
			CompletableFuture<Void> inFlight = new CompletableFuture<>();
			a.finishing(() -> inFlight);
			ClusterInstance b = instance(steady()).claim(2);
			soon().untilAsserted(() -> assertThat(a.revoked()).hasSize(1));
			await().during(this.lease).atMost(steady().minus(this.lease.dividedBy(3))).until(() -> b.owned().isEmpty());
			inFlight.complete(null);
			owns(b, 1);
			assertThat(a.owned()).hasSize(1);
		});
	}

	@Test
	void keyMovesAfterLeaseWhenTheOwnerDoesNotFinish() {
		promised(() -> {
			ClusterInstance a = instance().claim(2);
			owns(a, 2);
			a.finishing(CompletableFuture::new);
			ClusterInstance b = instance().claim(2);
			soon().untilAsserted(() -> assertThat(b.owned()).hasSize(1));
			assertThat(this.ledger.conflicts()).hasSize(1);
			this.ledger.conflicts().clear();
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
	void keysOfTheDeadAreTakenOverWithinLeaseAndThird() {
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
		});
	}

	@Test
	void oneThatComesBackGetsItsShareAgain() {
		promised(() -> {
			ClusterInstance a = instance().claim(6);
			ClusterInstance b = instance().claim(6);
			settled(() -> assertThat(counts(a, b)).containsExactly(3, 3));
			a.hang();
			soon().untilAsserted(() -> assertThat(b.owned()).hasSize(6));
			a.resume();
			settled(() -> assertThat(counts(a, b)).containsExactly(3, 3));
		});
	}

	@Test
	void othersKeepWhatTheyHave() {
		promised(() -> {
			ClusterInstance a = instance(steady()).claim(20);
			ClusterInstance b = instance(steady()).claim(20);
			settled(steady(), () -> assertThat(counts(a, b)).containsExactly(10, 10));
			int before = this.ledger.grants();
			ClusterInstance c = instance(steady()).claim(20);
			settled(steady(), () -> assertThat(counts(a, b, c)).containsExactly(7, 7, 6));
			assertThat(this.ledger.grants() - before).isEqualTo(6);
			c.stop();
			settled(steady(), () -> assertThat(counts(a, b)).containsExactly(10, 10));
			assertThat(this.ledger.grants() - before).isEqualTo(12);
		});
	}

	@Test
	void shortOutageOfTheStoreChangesNothing() {
		promised(() -> {
			ClusterInstance a = instance(steady()).claim(3);
			owns(a, 3);
			a.failing(true);
			soon().until(() -> a.refusedLocks() >= 3);
			a.failing(false);
			await().during(steady().multipliedBy(2))
				.atMost(steady().multipliedBy(3))
				.until(() -> a.owned().size() == 3);
			assertThat(a.revoked()).isEmpty();
		});
	}

	@Test
	void longOutageOfTheStoreRevokesAndComesBackByItself(CapturedOutput output) {
		promised(() -> {
			int before = output.length();
			ClusterInstance a = instance().claim(3);
			owns(a, 3);
			long start = System.nanoTime();
			a.failing(true);
			soon().untilAsserted(() -> assertThat(a.owned()).isEmpty());
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(this.lease.plus(slack()));
			a.failing(false);
			owns(a, 3);
			assertThat(output.subSequence(before, output.length())).asString()
				.containsOnlyOnce("The lock registry of the BimpeAI streams cannot be used")
				.containsOnlyOnce("The metadata store of the BimpeAI streams cannot be used")
				.containsOnlyOnce("The lock registry of the BimpeAI streams can be used again")
				.doesNotContain("secret@store");
		});
	}

	@Test
	void storeThatIsDownAtStartIsWaitedFor() {
		promised(() -> {
			ClusterInstance a = new ClusterInstance("a", this.cluster, this.ledger, store(), registry(), this.lease);
			this.instances.add(a);
			a.failing(true);
			a.claim(3);
			await().during(this.lease).atMost(this.lease.plus(slack())).until(() -> a.owned().isEmpty());
			a.failing(false);
			owns(a, 3);
		});
	}

	@Test
	void keyThatIsGivenUpGoesToAnother() {
		promised(() -> {
			ClusterInstance a = instance(steady()).claim("only");
			owns(a, 1);
			ClusterInstance b = instance(steady()).claim("only");
			await().during(steady()).atMost(steady().plus(slack())).until(() -> b.owned().isEmpty());
			a.close("only");
			owns(b, 1);
			assertThat(a.revoked()).isEmpty();
		});
	}

	@Test
	void keysThatOthersDoNotClaimAreNotLeftAlone() {
		promised(() -> {
			ClusterInstance a = instance().claim("a-1").claim("a-2").claim("a-3");
			ClusterInstance b = instance().claim("b-1").claim("b-2").claim("b-3");
			settled(() -> assertThat(counts(a, b)).containsExactly(3, 3));
			await().during(this.lease.multipliedBy(2))
				.atMost(this.lease.multipliedBy(3))
				.until(() -> this.ledger.owned() == 6);
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

	/**
	 * For what must not happen: a machine that stalls for a short lease makes it happen.
	 */
	final Duration steady() {
		return this.lease.multipliedBy(5).dividedBy(2);
	}

	/** For what must not wait for its end. */
	private Duration lengthy() {
		return this.lease.multipliedBy(8);
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
