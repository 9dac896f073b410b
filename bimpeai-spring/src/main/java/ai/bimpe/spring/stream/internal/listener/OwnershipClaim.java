package ai.bimpe.spring.stream.internal.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.cluster.StreamOwnership;
import org.jspecify.annotations.Nullable;

/**
 * The claim of a worker on its stream. It can be released and taken anew; what comes in
 * behind its release is not heard.
 */
final class OwnershipClaim {

	private final StreamOwnership ownership;

	private final String key;

	private final WorkerLifecycle lifecycle;

	private final Runnable problemChanged;

	private volatile @Nullable Grip grip;

	OwnershipClaim(StreamOwnership ownership, String key, WorkerLifecycle lifecycle, Runnable problemChanged) {
		this.ownership = ownership;
		this.key = key;
		this.lifecycle = lifecycle;
		this.problemChanged = problemChanged;
	}

	void take() {
		Grip grip = new Grip();
		this.grip = grip;
		grip.claim = this.ownership.claim(this.key, grip);
	}

	void release() {
		Grip grip = this.grip;
		if (grip != null) {
			grip.release();
			CompletableFuture<Void> unused = this.lifecycle.revoke();
			StreamOwnership.Claim claim = grip.claim;
			if (claim != null) {
				claim.close();
			}
		}
	}

	/**
	 * Return whether the stream may be delivered by this instance now.
	 * @return {@code false} when the claim is over, also when nobody has told yet
	 */
	boolean isValid() {
		Grip grip = this.grip;
		StreamOwnership.Claim claim = (grip != null) ? grip.claim : null;
		return claim == null || claim.isValid();
	}

	/**
	 * Return why the stream cannot be owned at the moment.
	 * @return the problem, {@code null} for none that is known
	 */
	@Nullable StreamProblem problem() {
		return this.ownership.problem();
	}

	/**
	 * Return whether the stream was ever claimed.
	 * @return {@code true} also after the release
	 */
	boolean isTaken() {
		return this.grip != null;
	}

	/**
	 * One time that the stream was claimed.
	 */
	private final class Grip implements StreamOwnership.Owner {

		private volatile StreamOwnership.@Nullable Claim claim;

		private boolean released;

		private synchronized void release() {
			this.released = true;
		}

		@Override
		public synchronized void granted() {
			if (!this.released) {
				OwnershipClaim.this.lifecycle.grant();
			}
		}

		@Override
		public synchronized CompletionStage<Void> revoked() {
			return this.released ? CompletableFuture.completedStage(null) : OwnershipClaim.this.lifecycle.revoke();
		}

		@Override
		public void problemChanged() {
			OwnershipClaim.this.problemChanged.run();
		}

	}

}
