package ai.bimpe.simulator.internal.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.simulator.core.Chaos;
import org.jspecify.annotations.Nullable;

/**
 * The faults in force. The first one that applies to a request is taken.
 *
 * @since 0.1.0
 */
public final class FaultRegistry {

	private final List<FaultSpec> faults = new CopyOnWriteArrayList<>();

	private final Map<String, Integer> requestCounts = new HashMap<>();

	/**
	 * Create a registry without faults.
	 */
	public FaultRegistry() {
	}

	/**
	 * Add a fault.
	 * @param fault the fault
	 */
	public void add(FaultSpec fault) {
		this.faults.add(fault);
	}

	/**
	 * Remove a fault.
	 * @param fault the fault
	 */
	public void remove(FaultSpec fault) {
		this.faults.remove(fault);
	}

	/**
	 * Take the fault of a request.
	 * @param operationId the operation of the request
	 * @param path the path of the request
	 * @return the fault, or {@code null} when none applies
	 */
	public @Nullable FaultSpec take(String operationId, String path) {
		for (FaultSpec fault : this.faults) {
			if (fault.take(operationId, path)) {
				return fault;
			}
		}
		return null;
	}

	/**
	 * Return the random numbers of a request. They depend on the seed, the path and how
	 * often that path was asked for, but on nothing else that goes on.
	 * @param chaos where the seed is
	 * @param path the path of the request
	 * @return the random numbers
	 */
	public SplittableRandom randomOf(Chaos chaos, String path) {
		int count;
		synchronized (this.requestCounts) {
			count = this.requestCounts.merge(path, 1, Integer::sum);
		}
		return new SplittableRandom(chaos.seed() * 31 + path.hashCode() * 1_000_003L + count);
	}

	/**
	 * Return the faults in the order in which they were added.
	 * @return the faults
	 */
	public List<FaultSpec> all() {
		return new ArrayList<>(this.faults);
	}

	/**
	 * Remove every fault.
	 */
	public void clear() {
		this.faults.clear();
		synchronized (this.requestCounts) {
			this.requestCounts.clear();
		}
	}

}
