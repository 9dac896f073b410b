package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.integration.metadata.SimpleMetadataStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ClusterClaim}.
 */
class ClusterClaimTests {

	private static final Duration LEASE = Duration.ofSeconds(6);

	private final SimpleMetadataStore store = new SimpleMetadataStore();

	private final Fickle lock = new Fickle();

	private final ClusterLocks locks = new ClusterLocks((key) -> this.lock, this.store,
			new ClusterMembership(this.store, "members", "me", LEASE, System::nanoTime), "desk", "me", LEASE);

	private final Owner owner = new Owner();

	private final ClusterClaim claim = new ClusterClaim("front", this.owner, this.locks,
			new SimpleAsyncTaskExecutor("owner-"), (closed) -> {
			});

	@AfterEach
	void close() throws InterruptedException {
		this.claim.close();
		this.locks.close();
	}

	@Test
	void lockStaysUntilTheOwnerHasFinishedThoughAnEarlierEndIsHeardOfLate() throws Exception {
		this.locks.share(new ClusterMembership.Share(1, true));
		this.claim.stand();
		await().until(() -> this.owner.grants.get() == 1);
		this.lock.lost = true;
		await().until(() -> this.owner.rounds.size() == 1);
		this.owner.rounds.get(0).complete(null);
		this.lock.lost = false;
		await().until(() -> this.owner.grants.get() == 2);
		this.locks.share(new ClusterMembership.Share(0, true));
		assertThat(this.claim.giveBack()).isTrue();
		await().until(() -> this.owner.rounds.size() == 2 && !this.owner.rounds.get(1).hearers.isEmpty());

		this.owner.rounds.get(0).isHeardOf();
		settle();
		assertThat(this.store.get("bimpeai/owners/desk/front")).isEqualTo("me");

		this.owner.rounds.get(1).complete(null);
		this.owner.rounds.get(1).isHeardOf();
		settle();
		assertThat(this.store.get("bimpeai/owners/desk/front")).isEqualTo("-");
	}

	// What the locks were told to do is done.
	private void settle() {
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.locks.execute(() -> done.complete(null));
		done.join();
	}

	/** A lock that can be lost. */
	private static final class Fickle extends ReentrantLock {

		private static final long serialVersionUID = 1L;

		private volatile boolean lost;

		@Override
		public boolean tryLock() {
			return !this.lost && super.tryLock();
		}

	}

	private static final class Owner implements StreamOwnership.Owner {

		private final AtomicInteger grants = new AtomicInteger();

		private final List<Round> rounds = new CopyOnWriteArrayList<>();

		@Override
		public void granted() {
			this.grants.incrementAndGet();
		}

		@Override
		public CompletionStage<Void> revoked() {
			Round round = new Round();
			this.rounds.add(round);
			return round;
		}

	}

	/** Is complete at once, and heard of when the test wants. */
	private static final class Round extends CompletableFuture<Void> {

		private final List<Supplier<CompletableFuture<Void>>> hearers = new CopyOnWriteArrayList<>();

		@Override
		public CompletableFuture<Void> copy() {
			return this;
		}

		@Override
		public CompletableFuture<Void> completeOnTimeout(@Nullable Void value, long timeout, TimeUnit unit) {
			return this;
		}

		@Override
		public CompletableFuture<Void> whenComplete(BiConsumer<? super Void, ? super Throwable> action) {
			this.hearers.add(() -> super.whenComplete(action));
			return this;
		}

		void isHeardOf() {
			CompletableFuture.allOf(this.hearers.stream().map(Supplier::get).toArray(CompletableFuture[]::new)).join();
		}

	}

}
