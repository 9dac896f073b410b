package ai.bimpe.spring.stream.support;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.cluster.StreamOwnership;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * Ownership in the hands of the test.
 */
public final class ManualOwnership implements StreamOwnership {

	public final List<String> log = new CopyOnWriteArrayList<>();

	public final Map<String, Owner> owners = new ConcurrentHashMap<>();

	public volatile boolean valid = true;

	public volatile @Nullable StreamProblem problem;

	@Override
	public Claim claim(String key, Owner owner) {
		this.log.add("claim " + key);
		this.owners.put(key, owner);
		return new Claim() {

			@Override
			public boolean isValid() {
				return ManualOwnership.this.valid;
			}

			@Override
			public void close() {
				ManualOwnership.this.log.add("close " + key);
			}

		};
	}

	@Override
	public @Nullable StreamProblem problem() {
		return this.problem;
	}

	public Owner owner() {
		await().atMost(Duration.ofSeconds(30)).until(() -> !this.owners.isEmpty());
		return Objects.requireNonNull(this.owners.get("front-desk"));
	}

}
