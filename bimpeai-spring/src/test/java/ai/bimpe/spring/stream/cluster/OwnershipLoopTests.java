package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.LockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link OwnershipLoop}, in virtual time.
 */
@ExtendWith(OutputCaptureExtension.class)
class OwnershipLoopTests {

	private static final Duration TICK = Duration.ofSeconds(1);

	private static final Duration LEASE = TICK.multipliedBy(9);

	private static final String FRONT = "bimpeai/owners/desk/front";

	private final VirtualTime time = new VirtualTime();

	private final SimpleMetadataStore store = new SimpleMetadataStore();

	private final VirtualLocks locks = new VirtualLocks(this.time);

	private final OwnershipLedger ledger = new OwnershipLedger();

	private final List<Node> nodes = new ArrayList<>();

	private boolean conflicts;

	@AfterEach
	void nothingWasOwnedByTwo() {
		assertThat(this.ledger.conflicts().isEmpty()).isNotEqualTo(this.conflicts);
		this.nodes.forEach((node) -> {
			node.resume();
			node.instance.stop();
		});
		assertThat(this.store.get("bimpeai/members/desk")).isEmpty();
	}

	@Test
	void oneAloneOwnsAll() {
		Node a = node().claim(40);
		ticks(2);
		assertThat(counts(a)).containsExactly(40);
	}

	@Test
	void threeShareTwentyKeys() {
		Node a = node().claim(20);
		Node b = node().claim(20);
		Node c = node().claim(20);
		ticks(6);
		assertThat(counts(a, b, c)).containsExactly(7, 7, 6);
	}

	@Test
	void onlyWhatHasToMoveMoves() {
		Node a = node().claim(20);
		Node b = node().claim(20);
		ticks(5);
		assertThat(counts(a, b)).containsExactly(10, 10);
		int before = this.ledger.grants();
		Node c = node().claim(20);
		ticks(5);
		assertThat(counts(a, b, c)).containsExactly(7, 7, 6);
		assertThat(this.ledger.grants() - before).isEqualTo(6);
		assertThat(a.instance.owned()).contains("key-0");
		c.instance.stop();
		ticks(5);
		assertThat(counts(a, b)).containsExactly(10, 10);
		assertThat(this.ledger.grants() - before).isEqualTo(12);
	}

	@ParameterizedTest
	@MethodSource
	void whatIsOwnedStaysOwned(LockRegistry<?> registry) {
		Node a = new Node(registry).claim(5);
		ticks(900);
		assertThat(counts(a)).containsExactly(5);
		assertThat(this.ledger.grants()).isEqualTo(5);
	}

	static Stream<LockRegistry<?>> whatIsOwnedStaysOwned() {
		LockRegistry<DistributedLock> renewable = new VirtualLocks(new VirtualTime()).registry();
		LockRegistry<DistributedLock> notRenewable = (key) -> renewable.obtain(key);
		LockRegistry<Lock> plain = new DefaultLockRegistry();
		return Stream.of(renewable, notRenewable, plain);
	}

	@Test
	void lockIsRenewedBeforeItExpires() {
		Node a = node().claim("front");
		ticks(2);
		for (int tick = 0; tick < 90; tick++) {
			assertThat(this.locks.timeToLive(FRONT)).isGreaterThan(TICK.multipliedBy(5));
			ticks(1);
		}
		assertThat(a.instance.owned()).hasSize(1);
	}

	@Test
	void lockThatCannotBeRenewedButTakenAgainLivesOn() {
		LockRegistry<DistributedLock> registry = this.locks.registry();
		Node a = new Node((key) -> registry.obtain(key)).claim("front");
		ticks(900);
		assertThat(this.locks.timeToLive(FRONT)).isGreaterThan(TICK.multipliedBy(5));
		assertThat(a.instance.revoked()).isEmpty();
		a.instance.close("front");
		ticks(1);
		assertThat(this.locks.isLocked(FRONT)).isFalse();
	}

	@Test
	void keyMovesOnlyWhenTheOwnerHasFinished() {
		Node a = node().claim(2);
		ticks(2);
		CompletableFuture<Void> inFlight = new CompletableFuture<>();
		a.instance.finishing(() -> inFlight);
		Node b = node().claim(2);
		ticks(2);
		assertThat(a.instance.revoked()).containsExactly("key-1");
		ticks(7);
		assertThat(counts(a, b)).containsExactly(2, 0);
		inFlight.complete(null);
		ticks(1);
		assertThat(counts(a, b)).containsExactly(1, 1);
	}

	@Test
	void leaseIsRenewedUntilTheOwnerHasFinished() {
		Node a = node().claim(2);
		ticks(2);
		a.instance.finishing(CompletableFuture::new);
		node().claim(2);
		ticks(2);
		assertThat(a.instance.revoked()).containsExactly("key-1");
		for (int tick = 0; tick < 7; tick++) {
			ticks(1);
			assertThat(this.locks.timeToLive("bimpeai/owners/desk/key-1")).isGreaterThan(TICK.multipliedBy(5));
		}
	}

	@Test
	void keyMovesAfterLeaseWhenTheOwnerDoesNotFinish() {
		Node a = node().claim(2);
		ticks(2);
		a.instance.finishing(CompletableFuture::new);
		Node b = node().claim(2);
		ticks(12);
		assertThat(b.instance.owned()).containsExactly("key-1");
		this.conflicts = true;
	}

	@Test
	void instanceThatStopsHandsOverAtOnce() {
		Node a = node().claim(6);
		Node b = node().claim(6);
		ticks(5);
		assertThat(counts(a, b)).containsExactly(3, 3);
		a.instance.stop();
		ticks(1);
		assertThat(counts(b)).containsExactly(6);
	}

	@Test
	void keysOfTheDeadAreTakenOverAfterLease() {
		Node a = node().claim(6);
		Node b = node().claim(6);
		Node c = node().claim(6);
		ticks(8);
		assertThat(counts(a, b, c)).containsExactly(2, 2, 2);
		a.pause();
		ticks(5);
		assertThat(counts(b, c)).containsExactly(2, 2);
		ticks(5);
		assertThat(counts(b, c)).containsExactly(3, 3);
		this.conflicts = true;
	}

	@Test
	void instanceWhoseClockIsAheadTakesNothingFromTheLiving() {
		Node a = node().claim(6);
		ticks(2);
		Node b = new Node(this.locks.registry(Duration.ofHours(1))).claim(6);
		ticks(60);
		assertThat(counts(a, b)).containsExactly(3, 3);
		assertThat(a.instance.revoked()).hasSize(3);
		assertThat(b.instance.revoked()).isEmpty();
	}

	@Test
	void instanceThatWakesUpAfterItsLeaseTakesNothingBack() {
		Node a = node().claim(6);
		Node b = node().claim(6);
		ticks(5);
		a.pause();
		ticks(12);
		assertThat(counts(b)).containsExactly(6);
		this.conflicts = true;
		a.resume();
		this.time.advance(Duration.ZERO);
		assertThat(counts(a, b)).containsExactly(0, 6);
		int before = this.ledger.conflicts().size();
		ticks(5);
		assertThat(counts(a, b)).containsExactly(3, 3);
		assertThat(this.ledger.conflicts()).hasSize(before);
	}

	@Test
	void claimOfInstanceThatSleepsEndsWithItsLeaseThoughNobodyTellsIt() {
		Node a = node().claim("front");
		ticks(2);
		a.pause();
		ticks(4);
		assertThat(a.instance.isValid("front")).isTrue();
		ticks(5);
		assertThat(a.instance.isValid("front")).isFalse();
		assertThat(a.instance.revoked()).isEmpty();
	}

	@Test
	void leaseThatIsOverIsNotRenewedThoughNobodyTookIt() {
		Node a = node().claim("front");
		ticks(2);
		a.pause();
		ticks(20);
		a.resume();
		this.time.advance(Duration.ZERO);
		assertThat(a.instance.revoked()).containsExactly("front");
		ticks(2);
		assertThat(this.ledger.grants()).isEqualTo(2);
	}

	@Test
	void outageShorterThanLeaseChangesNothing() {
		Node a = node().claim(3);
		ticks(2);
		a.instance.failing(true);
		ticks(4);
		a.instance.failing(false);
		ticks(20);
		assertThat(a.instance.revoked()).isEmpty();
		assertThat(this.ledger.grants()).isEqualTo(3);
	}

	@Test
	void outageLongerThanLeaseRevokesBeforeTheLeaseIsOver(CapturedOutput output) {
		Node a = node().claim("front");
		ticks(2);
		a.instance.failing(true);
		ticks(5);
		assertThat(a.instance.revoked()).isEmpty();
		while (a.instance.revoked().isEmpty()) {
			ticks(1);
		}
		assertThat(this.locks.timeToLive(FRONT)).isGreaterThanOrEqualTo(TICK);
		ticks(30);
		assertThat(counts(a)).containsExactly(0);
		a.instance.failing(false);
		ticks(2);
		assertThat(counts(a)).containsExactly(1);
		assertThat(output).asString()
			.containsOnlyOnce("The lock registry of the BimpeAI streams cannot be used")
			.containsOnlyOnce("The metadata store of the BimpeAI streams cannot be used")
			.containsOnlyOnce("The lock registry of the BimpeAI streams can be used again")
			.doesNotContain("secret@store");
	}

	@Test
	void storeThatIsDownAtStartIsWaitedFor() {
		Node a = node();
		a.instance.failing(true);
		a.claim(3);
		ticks(30);
		assertThat(counts(a)).containsExactly(0);
		a.instance.failing(false);
		ticks(2);
		assertThat(counts(a)).containsExactly(3);
	}

	@Test
	void oneThatComesBackGetsItsShareAgain() {
		Node a = node().claim(6);
		Node b = node().claim(6);
		ticks(5);
		assertThat(counts(a, b)).containsExactly(3, 3);
		a.locking.pause();
		ticks(12);
		assertThat(counts(a, b)).containsExactly(0, 6);
		a.locking.resume();
		ticks(5);
		assertThat(counts(a, b)).containsExactly(3, 3);
	}

	@Test
	void errorOfRegistryIsAnOutageLikeAnyOther(CapturedOutput output) {
		Lock lock = mock();
		given(lock.tryLock()).willThrow(new NoClassDefFoundError("secret@store")).willReturn(true);
		Node a = new Node((key) -> lock).claim("front");
		this.time.advance(Duration.ZERO);
		assertThat(counts(a)).containsExactly(0);
		assertThat(output).contains("The lock registry of the BimpeAI streams cannot be used")
			.contains(NoClassDefFoundError.class.getName())
			.doesNotContain("secret@store");
		ticks(1);
		assertThat(counts(a)).containsExactly(1);
	}

	@Test
	void errorOfLockThatIsGivenBackStopsNothing() {
		Lock lock = mock();
		given(lock.tryLock()).willReturn(true);
		willThrow(new NoClassDefFoundError("secret@store")).given(lock).unlock();
		Node a = new Node((key) -> key.equals(FRONT) ? lock : this.locks.registry().obtain(key)).claim("front");
		ticks(2);
		a.instance.close("front");
		a.claim("back");
		ticks(2);
		assertThat(a.instance.owned()).containsExactly("back");
	}

	@Test
	void registryThatDoesNotAnswerCostsTheLeaseInTimeToo(CapturedOutput output) {
		Node a = node().claim("front");
		ticks(2);
		a.locking.pause();
		while (a.instance.revoked().isEmpty()) {
			ticks(1);
		}
		assertThat(this.locks.timeToLive(FRONT)).isGreaterThanOrEqualTo(TICK);
		assertThat(output).asString()
			.containsOnlyOnce("The lock registry of the BimpeAI streams cannot be used. Streams are given up")
			.contains("TimeoutException");
		a.locking.resume();
		ticks(2);
		assertThat(counts(a)).containsExactly(1);
		assertThat(output).asString().containsOnlyOnce("The lock registry of the BimpeAI streams can be used again");
	}

	@Test
	void metadataStoreThatDoesNotAnswerCostsNoLease(CapturedOutput output) {
		Node a = node().claim("front");
		ticks(2);
		a.joining.pause();
		ticks(60);
		assertThat(a.instance.revoked()).isEmpty();
		assertThat(this.locks.timeToLive(FRONT)).isGreaterThan(TICK.multipliedBy(5));
		assertThat(output).asString()
			.containsOnlyOnce(
					"The metadata store of the BimpeAI streams cannot be used. This instance keeps its streams");
		a.joining.resume();
		a.claim("back");
		ticks(2);
		assertThat(counts(a)).containsExactly(2);
		assertThat(output).asString().containsOnlyOnce("The metadata store of the BimpeAI streams can be used again");
	}

	@Test
	void failureToDistributeIsReported(CapturedOutput output) {
		Node a = node();
		ticks(1);
		a.notifying.shutdown();
		a.claim("front");
		ticks(2);
		assertThat(output).contains("Streams are not distributed among instances for a moment")
			.contains("RejectedExecutionException");
	}

	@Test
	void errorOfOwnerLeavesItsKeyToTheOthers() {
		Node a = node().claim(2);
		ticks(2);
		a.instance.finishing(() -> {
			throw new NoClassDefFoundError();
		});
		Node b = node().claim(2);
		ticks(5);
		assertThat(b.instance.owned()).containsExactly("key-1");
		this.conflicts = true;
	}

	@Test
	void lockThatTheStoreForgotIsGivenUpWithinThirdOfLease() {
		Node a = node().claim("front");
		ticks(2);
		CompletableFuture<Void> inFlight = new CompletableFuture<>();
		a.instance.finishing(() -> inFlight);
		this.locks.lose(FRONT);
		ticks(3);
		assertThat(a.instance.revoked()).containsExactly("front");
		ticks(5);
		assertThat(this.ledger.grants()).isEqualTo(1);
		inFlight.complete(null);
		ticks(1);
		assertThat(this.ledger.grants()).isEqualTo(2);
	}

	@Test
	void storeThatIsEmptiedMovesNoKey() {
		Node a = node().claim(6);
		Node b = node().claim(6);
		Node c = node().claim(6);
		ticks(8);
		assertThat(counts(a, b, c)).containsExactly(2, 2, 2);
		this.nodes.forEach((node) -> node.instance.revoked().clear());
		int before = this.ledger.grants();
		empty();
		ticks(60);
		assertThat(counts(a, b, c)).containsExactly(2, 2, 2);
		assertThat(this.nodes).allSatisfy((node) -> assertThat(node.instance.revoked()).isEmpty());
		assertThat(this.ledger.grants()).isEqualTo(before);
		assertThat(this.locks.isLocked("bimpeai/owners/desk/key-0")).isTrue();
		assertThat(b.instance.owner("key-0")).isNotNull();
	}

	@Test
	void keyWhoseOwnerDiesAfterTheStoreWasEmptiedIsTakenOver() {
		Node a = node().claim(2);
		Node b = node().claim(2);
		ticks(5);
		assertThat(counts(a, b)).containsExactly(1, 1);
		empty();
		a.pause();
		ticks(13);
		assertThat(counts(b)).containsExactly(2);
		this.conflicts = true;
	}

	private void empty() {
		this.store.remove("bimpeai/members/desk");
		for (int key = 0; key < 6; key++) {
			this.store.remove("bimpeai/owners/desk/key-" + key);
			this.locks.lose("bimpeai/owners/desk/key-" + key);
		}
	}

	@Test
	void deadlineEndsWithTheLease() {
		node().claim("front");
		ticks(2);
		int pending = this.time.pending();
		this.locks.lose(FRONT);
		ticks(4);
		assertThat(this.ledger.grants()).isEqualTo(2);
		assertThat(this.time.pending()).isEqualTo(pending);
	}

	@Test
	void lockStaysUntilTheOwnerHasFinishedThoughAnEarlierEndIsLate() {
		Node a = node().claim("front");
		ticks(2);
		List<CompletableFuture<Void>> rounds = new ArrayList<>();
		a.instance.finishing(() -> {
			rounds.add(new CompletableFuture<>());
			return rounds.get(rounds.size() - 1);
		});
		this.locks.lose(FRONT);
		ticks(13);
		assertThat(this.ledger.grants()).isEqualTo(2);
		this.conflicts = true;
		this.locks.lose(FRONT);
		ticks(3);
		assertThat(rounds).hasSize(2);
		rounds.get(0).complete(null);
		ticks(3);
		assertThat(this.ledger.grants()).isEqualTo(2);
		rounds.get(1).complete(null);
		ticks(1);
		assertThat(this.ledger.grants()).isEqualTo(3);
	}

	@Test
	void leaseThatIsOverBeforeTheOwnerHearsOfItIsNotGranted() {
		Node a = node();
		ticks(1);
		a.notifying.pause();
		a.claim("front");
		ticks(1);
		assertThat(this.locks.isLocked(FRONT)).isTrue();
		a.locking.pause();
		ticks(9);
		a.notifying.resume();
		this.time.advance(Duration.ZERO);
		assertThat(this.ledger.grants()).isZero();
		a.locking.resume();
		ticks(2);
		assertThat(this.ledger.grants()).isEqualTo(1);
	}

	@Test
	void claimThatIsClosedWhileItIsGrantedIsNotGranted() {
		Node a = node();
		ticks(1);
		a.notifying.pause();
		a.claim("front");
		ticks(1);
		assertThat(this.locks.isLocked(FRONT)).isTrue();
		a.instance.close("front");
		a.notifying.resume();
		ticks(30);
		assertThat(this.ledger.grants()).isZero();
		assertThat(a.instance.revoked()).isEmpty();
		assertThat(this.locks.isLocked(FRONT)).isFalse();
		assertThat(this.store.get(FRONT)).isEqualTo("-");
	}

	@Test
	void keyThatIsGivenUpGoesToAnother() {
		Node a = node().claim("front");
		ticks(2);
		Node b = node().claim("front");
		ticks(30);
		assertThat(counts(b)).containsExactly(0);
		a.instance.close("front");
		ticks(2);
		assertThat(counts(b)).containsExactly(1);
		assertThat(a.instance.revoked()).isEmpty();
	}

	@Test
	void keyThatIsGivenUpDuringAnOutageGoesToAnotherAfterwards() {
		Node a = node().claim("front");
		ticks(2);
		Node b = node().claim("front");
		ticks(2);
		a.instance.failing(true);
		a.instance.close("front");
		ticks(1);
		a.instance.failing(false);
		ticks(12);
		assertThat(counts(b)).containsExactly(1);
	}

	@Test
	void lockOfClockThatIsAheadDoesNotOutliveAnOutageInWhichItsKeyIsGivenUp() {
		Node a = new Node(this.locks.registry(Duration.ofHours(1))).claim("front");
		ticks(2);
		Node b = node().claim("front");
		ticks(2);
		this.locks.failing(true);
		a.instance.close("front");
		ticks(2);
		this.locks.failing(false);
		ticks(4);
		assertThat(counts(b)).containsExactly(1);
	}

	@Test
	void leaseThatEndedDuringAnOutageIsLeftToTheOthersAfterwards() {
		Node a = node().claim(2);
		ticks(2);
		a.instance.failing(true);
		ticks(10);
		assertThat(counts(a)).containsExactly(0);
		Node b = node().claim(2);
		ticks(2);
		a.instance.failing(false);
		ticks(20);
		assertThat(counts(a, b)).containsExactlyInAnyOrder(1, 1);
	}

	@Test
	void keysThatOthersDoNotClaimAreNotLeftAlone() {
		Node a = node().claim("a-1").claim("a-2").claim("a-3");
		Node b = node().claim("b-1").claim("b-2").claim("b-3");
		ticks(10);
		assertThat(this.ledger.owned()).isEqualTo(3);
		ticks(12);
		assertThat(counts(a, b)).containsExactly(3, 3);
		int before = this.ledger.grants();
		ticks(50);
		assertThat(this.ledger.grants()).isEqualTo(before);
	}

	@Test
	void leasesAreRenewedWhileManyAreTakenFromSlowStore() {
		this.locks.cost(TICK.dividedBy(10));
		Node a = node().claim("front");
		ticks(2);
		a.claim(60);
		ticks(60);
		assertThat(counts(a)).containsExactly(61);
		assertThat(a.instance.revoked()).isEmpty();
	}

	@Test
	void leasesAreRenewedWhileManyKeysOfNobodyAreProbedInSlowStore() {
		Node slow = new Node(this.locks.slowRegistry(TICK.dividedBy(15)));
		List<Node> others = Stream.generate(this::node).limit(5).toList();
		for (int key = 0; key < 60; key++) {
			slow.claim("slow-" + key);
			for (int other = 0; other < others.size(); other++) {
				others.get(other).claim(other + "-" + key);
			}
		}
		ticks(5);
		assertThat(counts(slow)).containsExactly(10);
		slow.instance.revoked().clear();
		ticks(120);
		assertThat(slow.instance.revoked()).isEmpty();
		assertThat(counts(slow)).containsExactly(60);
	}

	@Test
	void everybodyKnowsTheOwner() {
		Node a = node().claim("front");
		ticks(2);
		Node b = node().claim("front");
		ticks(3);
		assertThat(a.instance.owner("front")).isNotNull().isEqualTo(b.instance.owner("front"));
		assertThat(a.instance.owner("back")).isNull();
		a.instance.close("front");
		assertThat(a.instance.owner("front")).isNotNull();
		a.instance.stop();
		assertThat(b.instance.owner("front")).isNull();
		assertThat(a.instance.owner("front")).isNull();
	}

	private Node node() {
		return new Node(this.locks.registry());
	}

	private void ticks(int ticks) {
		this.time.advance(TICK.multipliedBy(ticks));
	}

	private static List<Integer> counts(Node... nodes) {
		return Stream.of(nodes).map((node) -> node.instance.owned().size()).toList();
	}

	/** An instance, and its three threads. */
	private final class Node {

		private final VirtualTime.Executor locking = OwnershipLoopTests.this.time.executor();

		private final VirtualTime.Executor joining = OwnershipLoopTests.this.time.executor();

		private final VirtualTime.Executor notifying = OwnershipLoopTests.this.time.executor();

		private final ClusterInstance instance;

		Node(LockRegistry<?> registry) {
			this.instance = new ClusterInstance(
					"instance-" + OwnershipLoopTests.this.nodes.size(), OwnershipLoopTests.this.ledger,
					OwnershipLoopTests.this.store, registry, LEASE, Map.of("bimpeai-locks-", this.locking,
							"bimpeai-members-", this.joining, "bimpeai-owner-", this.notifying)::get,
					OwnershipLoopTests.this.time::nanoTime);
			OwnershipLoopTests.this.nodes.add(this);
		}

		Node claim(String key) {
			this.instance.claim(key);
			return this;
		}

		Node claim(int keys) {
			this.instance.claim(keys);
			return this;
		}

		void pause() {
			this.locking.pause();
			this.joining.pause();
			this.notifying.pause();
		}

		void resume() {
			this.locking.resume();
			this.joining.resume();
			this.notifying.resume();
		}

	}

}
