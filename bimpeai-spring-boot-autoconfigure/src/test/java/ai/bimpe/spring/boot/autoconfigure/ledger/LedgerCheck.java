package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Compares what was noted with what was written. In each conversation the numbers rise by
 * one. The only exception is the last message, which may come again when it was in flight
 * at a fault.
 */
final class LedgerCheck {

	/** What a delivery takes, with its acknowledgement and on a busy machine. */
	private static final long DELIVERY = Duration.ofSeconds(2).toNanos();

	private final List<Fault> faults;

	private final List<String> lost = new ArrayList<>();

	private final List<LedgerEntry> outOfOrder = new ArrayList<>();

	private final List<LedgerEntry> unexplained = new ArrayList<>();

	private final Map<Fault, Integer> duplicates = new HashMap<>();

	private final Map<Fault, Duration> waits = new HashMap<>();

	/** Freezes at which a process was about to call a listener. */
	private final Set<Fault> calling = new HashSet<>();

	/**
	 * Compare.
	 * @param written what was written, by the ids of conversations
	 * @param entries what was noted
	 * @param faults what went wrong, in the order of time
	 */
	LedgerCheck(Map<String, List<Ledger.Written>> written, List<LedgerEntry> entries, List<Fault> faults) {
		this.faults = faults;
		Map<String, List<LedgerEntry>> noted = entries.stream()
			.sorted(Comparator.comparingLong(LedgerEntry::nanos))
			.collect(Collectors.groupingBy(LedgerEntry::conversation));
		written.forEach((conversation, messages) -> compare(messages, noted.getOrDefault(conversation, List.of())));
	}

	private void compare(List<Ledger.Written> messages, List<LedgerEntry> entries) {
		Set<String> missing = messages.stream().map(Ledger.Written::message).collect(Collectors.toSet());
		LedgerEntry last = null;
		for (LedgerEntry entry : entries) {
			missing.remove(entry.message());
			Fault fault = faultBefore(entry);
			int number = (last != null) ? last.number() : 0;
			if (entry.number() == number + 1) {
				waited(fault, Duration.ofNanos(entry.nanos() - messages.get(number).nanos()));
				last = entry;
			}
			else if (last != null && entry.number() == number) {
				repeated(fault, last, entry);
				last = entry;
			}
			else if (fault != null && entry.number() < number && wasAboutToCall(fault, entry)) {
				this.duplicates.merge(fault, 1, Integer::sum);
			}
			else {
				this.outOfOrder.add(entry);
				last = (entry.number() > number) ? entry : last;
			}
		}
		this.lost.addAll(missing);
	}

	private @Nullable Fault faultBefore(LedgerEntry entry) {
		return this.faults.stream()
			.filter((fault) -> fault.begin() <= entry.nanos())
			.reduce((one, other) -> other)
			.orElse(null);
	}

	private void waited(@Nullable Fault fault, Duration wait) {
		if (fault != null) {
			this.waits.merge(fault, wait, (one, other) -> (one.compareTo(other) > 0) ? one : other);
		}
	}

	private void repeated(@Nullable Fault fault, LedgerEntry before, LedgerEntry entry) {
		if (fault == null) {
			this.unexplained.add(entry);
			return;
		}
		this.duplicates.merge(fault, 1, Integer::sum);
		if (before.nanos() < fault.begin() - DELIVERY || !fault.isOf(before.process())) {
			this.unexplained.add(entry);
		}
	}

	// Between the comparison with the deadline and the first instruction of the listener.
	private boolean wasAboutToCall(Fault fault, LedgerEntry entry) {
		return fault.kind() == Fault.Kind.FROZEN && fault.isOf(entry.process()) && entry.nanos() >= fault.repaired()
				&& this.calling.add(fault);
	}

	/**
	 * Return the messages that nobody has noted.
	 * @return their ids
	 */
	List<String> lost() {
		return this.lost;
	}

	/**
	 * Return what is neither the next message of its conversation nor the last one again.
	 * @return the entries
	 */
	List<LedgerEntry> outOfOrder() {
		return this.outOfOrder;
	}

	/**
	 * Return the duplicates that were not in flight at a fault.
	 * @return the entries
	 */
	List<LedgerEntry> unexplained() {
		return this.unexplained;
	}

	/**
	 * Return how many duplicates came after a fault and before the next one.
	 * @param fault the fault
	 * @return their number
	 */
	int duplicates(Fault fault) {
		return this.duplicates.getOrDefault(fault, 0);
	}

	/**
	 * Return how long a message has waited at most that was delivered after a fault and
	 * before the next one.
	 * @param fault the fault
	 * @return the longest wait
	 */
	Duration longestWait(Fault fault) {
		return this.waits.getOrDefault(fault, Duration.ZERO);
	}

}
