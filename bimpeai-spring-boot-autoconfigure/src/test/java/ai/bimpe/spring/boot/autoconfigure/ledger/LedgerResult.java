package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param store the name of the store
 * @param time what it took
 * @param lease the lease of the instances
 * @param messages number of messages that customers wrote
 * @param conversations number of conversations
 * @param faults what went wrong
 * @param check what was noted, compared with what was written
 * @param stalled whether the machine has given a thread no time for a good part of the
 * lease, which is a fault that is not among those
 */
record LedgerResult(String store, Duration time, Duration lease, int messages, int conversations, List<Fault> faults,
		LedgerCheck check, boolean stalled) {

	int duplicates() {
		return this.faults.stream().mapToInt(this.check::duplicates).sum();
	}

	/**
	 * Return the faults after which there were more duplicates than messages in flight.
	 * @return the faults
	 */
	List<Fault> excesses() {
		return this.faults.stream().filter((fault) -> this.check.duplicates(fault) > fault.inFlight()).toList();
	}

	/**
	 * Return the rows of a table, one for each kind of fault.
	 * @return the rows: store, fault, times, duplicates, messages in flight at most, and
	 * the longest wait in seconds
	 */
	String rows() {
		Map<Fault.Kind, String> rows = new EnumMap<>(Fault.Kind.class);
		for (Fault.Kind kind : Fault.Kind.values()) {
			List<Fault> alike = this.faults.stream().filter((fault) -> fault.kind() == kind).toList();
			Duration wait = alike.stream()
				.map(this.check::longestWait)
				.max(Comparator.naturalOrder())
				.orElse(Duration.ZERO);
			rows.put(kind,
					String.format(Locale.ROOT, "| %s | %s | %d | %d | %d | %.1f |%n", this.store, kind.description(),
							alike.size(), alike.stream().mapToInt(this.check::duplicates).sum(),
							alike.stream().mapToInt(Fault::inFlight).sum(), wait.toMillis() / 1000.0));
		}
		return String.join("", rows.values());
	}

	/**
	 * Return the row of a table.
	 * @return the row: store, minutes, messages, conversations, faults, lost, out of
	 * order, and duplicates
	 */
	String row() {
		return String.format(Locale.ROOT, "| %s | %.1f | %d | %d | %d | %d | %d | %d |%n", this.store,
				this.time.toSeconds() / 60.0, this.messages, this.conversations, this.faults.size(),
				this.check.lost().size(), this.check.outOfOrder().size(), duplicates());
	}

}
