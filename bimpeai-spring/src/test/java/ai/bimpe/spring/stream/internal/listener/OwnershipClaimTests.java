package ai.bimpe.spring.stream.internal.listener;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.bimpe.spring.stream.cluster.StreamOwnership;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OwnershipClaim}.
 */
class OwnershipClaimTests {

	@Test
	void grantThatComesWhileTheClaimIsGivenBackIsNotHeard() throws Exception {
		Map<String, StreamOwnership.Owner> owners = new ConcurrentHashMap<>();
		for (int i = 0; i < 500; i++) {
			WorkerLifecycle lifecycle = new WorkerLifecycle(new VirtualTime().source());
			OwnershipClaim claim = new OwnershipClaim((key, owner) -> {
				owners.put(key, owner);
				return () -> {
				};
			}, "front-desk", lifecycle, () -> {
			});
			claim.take();
			AtomicBoolean go = new AtomicBoolean();
			CompletableFuture<Void> granting = CompletableFuture.runAsync(() -> {
				go.set(true);
				Objects.requireNonNull(owners.get("front-desk")).granted();
			});
			while (!go.get()) {
				Thread.onSpinWait();
			}
			claim.release();
			granting.get(30, TimeUnit.SECONDS);
			assertThat(lifecycle.isOwned()).isFalse();
		}
	}

}
