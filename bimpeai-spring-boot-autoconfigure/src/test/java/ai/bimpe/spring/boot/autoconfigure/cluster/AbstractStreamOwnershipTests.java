package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.awaitility.core.ConditionFactory;
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

	static final Duration LEASE = Duration.ofMillis(1200);

	/**
	 * For what must not happen: a machine that stalls for a short lease makes it happen.
	 */
	static final Duration STEADY_LEASE = Duration.ofSeconds(3);

	/** For what must not wait for its end. */
	private static final Duration LONG_LEASE = Duration.ofSeconds(10);

	/**
	 * Take-over is promised within a lease and a third. The rest is for slow machines.
	 */
	private static final Duration TAKE_OVER = LEASE.plus(LEASE.dividedBy(3));

	private static final Duration SLACK = Duration.ofMillis(1500);

	final String cluster = UUID.randomUUID().toString();

	private final Ledger ledger = new Ledger();

	private final List<Instance> instances = new ArrayList<>();

	abstract ConcurrentMetadataStore store();

	abstract LockRegistry<?> registry();

	@AfterEach
	void neverTwoOwners() {
		this.instances.forEach(Instance::stop);
		assertThat(this.ledger.conflicts()).isEmpty();
	}

	@Test
	void oneAloneOwnsAll() {
		Instance alone = instance().claim(40);
		owns(alone, 40);
	}

	@Test
	void threeShareTwentyKeys() {
		Instance a = instance().claim(20);
		Instance b = instance().claim(20);
		Instance c = instance().claim(20);
		settled(() -> assertThat(counts(a, b, c)).containsExactlyInAnyOrder(7, 7, 6));
	}

	@Test
	void keyMovesOnlyWhenTheOwnerHasFinished() {
		Instance a = instance(STEADY_LEASE).claim(2);
		owns(a, 2);
		CompletableFuture<Void> inFlight = new CompletableFuture<>();
		a.finishing(() -> inFlight);
		Instance b = instance(STEADY_LEASE).claim(2);
		soon().untilAsserted(() -> assertThat(a.revoked()).hasSize(1));
		await().during(LEASE).atMost(STEADY_LEASE.minus(LEASE.dividedBy(3))).until(() -> b.owned().isEmpty());
		inFlight.complete(null);
		owns(b, 1);
		assertThat(a.owned()).hasSize(1);
	}

	@Test
	void keyMovesAfterLeaseWhenTheOwnerDoesNotFinish() {
		Instance a = instance().claim(2);
		owns(a, 2);
		a.finishing(CompletableFuture::new);
		Instance b = instance().claim(2);
		soon().untilAsserted(() -> assertThat(b.owned()).hasSize(1));
		assertThat(this.ledger.conflicts()).hasSize(1);
		this.ledger.conflicts().clear();
	}

	@Test
	void instanceThatGoesHandsOverAtOnce() {
		Instance a = instance(LONG_LEASE).claim(6);
		Instance b = instance(LONG_LEASE).claim(6);
		settled(LONG_LEASE, () -> assertThat(counts(a, b)).containsExactly(3, 3));
		long start = System.nanoTime();
		a.stop();
		await().atMost(LONG_LEASE).untilAsserted(() -> assertThat(b.owned()).hasSize(6));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG_LEASE.dividedBy(2));
	}

	@Test
	void keysOfTheDeadAreTakenOverWithinLeaseAndThird() {
		Instance a = instance().claim(6);
		Instance b = instance().claim(6);
		Instance c = instance().claim(6);
		settled(() -> assertThat(counts(a, b, c)).containsExactlyInAnyOrder(2, 2, 2));
		long start = System.nanoTime();
		a.hang();
		soon().untilAsserted(() -> assertThat(b.owned().size() + c.owned().size()).isEqualTo(6));
		Duration time = Duration.ofNanos(System.nanoTime() - start);
		System.out.println("Take-over from the dead after " + time.toMillis() + " ms, lease " + LEASE.toMillis());
		assertThat(time).isLessThan(TAKE_OVER.plus(SLACK));
		assertThat(a.owned()).isEmpty();
	}

	@Test
	void oneThatComesBackGetsItsShareAgain() {
		Instance a = instance().claim(6);
		Instance b = instance().claim(6);
		settled(() -> assertThat(counts(a, b)).containsExactly(3, 3));
		a.hang();
		soon().untilAsserted(() -> assertThat(b.owned()).hasSize(6));
		a.resume();
		settled(() -> assertThat(counts(a, b)).containsExactly(3, 3));
	}

	@Test
	void othersKeepWhatTheyHave() {
		Instance a = instance(STEADY_LEASE).claim(20);
		Instance b = instance(STEADY_LEASE).claim(20);
		settled(STEADY_LEASE, () -> assertThat(counts(a, b)).containsExactly(10, 10));
		int before = this.ledger.grants();
		Instance c = instance(STEADY_LEASE).claim(20);
		settled(STEADY_LEASE, () -> assertThat(counts(a, b, c)).containsExactly(7, 7, 6));
		assertThat(this.ledger.grants() - before).isEqualTo(6);
		c.stop();
		settled(STEADY_LEASE, () -> assertThat(counts(a, b)).containsExactly(10, 10));
		assertThat(this.ledger.grants() - before).isEqualTo(12);
	}

	@Test
	void shortOutageOfTheStoreChangesNothing() {
		Instance a = instance(STEADY_LEASE).claim(3);
		owns(a, 3);
		a.failing(true);
		soon().until(() -> a.refusedLocks() >= 3);
		a.failing(false);
		await().during(STEADY_LEASE.multipliedBy(2))
			.atMost(STEADY_LEASE.multipliedBy(3))
			.until(() -> a.owned().size() == 3);
		assertThat(a.revoked()).isEmpty();
	}

	@Test
	void longOutageOfTheStoreRevokesAndComesBackByItself(CapturedOutput output) {
		Instance a = instance().claim(3);
		owns(a, 3);
		long start = System.nanoTime();
		a.failing(true);
		soon().untilAsserted(() -> assertThat(a.owned()).isEmpty());
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LEASE.plus(SLACK));
		a.failing(false);
		owns(a, 3);
		assertThat(output).containsOnlyOnce("The lock registry of the BimpeAI streams cannot be used")
			.containsOnlyOnce("The metadata store of the BimpeAI streams cannot be used")
			.containsOnlyOnce("The lock registry of the BimpeAI streams can be used again")
			.doesNotContain("secret@store");
	}

	@Test
	void storeThatIsDownAtStartIsWaitedFor() {
		Instance a = new Instance("a", this.cluster, this.ledger, store(), registry(), LEASE);
		this.instances.add(a);
		a.failing(true);
		a.claim(3);
		await().during(LEASE).atMost(LEASE.plus(SLACK)).until(() -> a.owned().isEmpty());
		a.failing(false);
		owns(a, 3);
	}

	@Test
	void keyThatIsGivenUpGoesToAnother() {
		Instance a = instance(STEADY_LEASE).claim("only");
		owns(a, 1);
		Instance b = instance(STEADY_LEASE).claim("only");
		await().during(STEADY_LEASE).atMost(STEADY_LEASE.plus(SLACK)).until(() -> b.owned().isEmpty());
		a.close("only");
		owns(b, 1);
		assertThat(a.revoked()).isEmpty();
	}

	@Test
	void keysThatOthersDoNotClaimAreNotLeftAlone() {
		Instance a = instance().claim("a-1").claim("a-2").claim("a-3");
		Instance b = instance().claim("b-1").claim("b-2").claim("b-3");
		await().atMost(LEASE.multipliedBy(5)).untilAsserted(() -> assertThat(counts(a, b)).containsExactly(3, 3));
		await().during(LEASE.multipliedBy(2)).atMost(LEASE.multipliedBy(3)).until(() -> this.ledger.owned() == 6);
	}

	final Instance instance() {
		return instance(LEASE);
	}

	final Instance instance(Duration lease) {
		return instance(registry(), lease);
	}

	final Instance instance(LockRegistry<?> registry, Duration lease) {
		Instance instance = new Instance("instance-" + this.instances.size(), this.cluster, this.ledger, store(),
				registry, lease);
		this.instances.add(instance);
		return instance;
	}

	final List<Integer> counts(Instance... instances) {
		return Stream.of(instances).map(Instance::owned).map(Set::size).toList();
	}

	final void settled(ThrowingRunnable assertion) {
		settled(LEASE, assertion);
	}

	final void settled(Duration lease, ThrowingRunnable assertion) {
		await().atMost(lease.multipliedBy(4)).untilAsserted(assertion);
	}

	final void owns(Instance instance, int keys) {
		soon().untilAsserted(() -> assertThat(instance.owned()).hasSize(keys));
	}

	private ConditionFactory soon() {
		return await().atMost(LEASE.multipliedBy(4)).pollInterval(Duration.ofMillis(10));
	}

}
