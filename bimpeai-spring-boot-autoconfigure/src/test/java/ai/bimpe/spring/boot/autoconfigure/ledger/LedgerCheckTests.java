package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LedgerCheck}. Process 1 is the one that faults happen to.
 */
class LedgerCheckTests {

	private static final Fault KILLED = fault(Fault.Kind.KILLED);

	private static final Fault FROZEN = fault(Fault.Kind.FROZEN);

	@Test
	void numbersRiseByOne() {
		LedgerCheck check = check(KILLED, entry(1, 1, 8), entry(1, 2, 9), entry(0, 3, 21));
		assertThat(check.lost()).isEmpty();
		assertThat(check.outOfOrder()).isEmpty();
		assertThat(check.unexplained()).isEmpty();
		assertThat(check.duplicates(KILLED)).isZero();
		assertThat(check.longestWait(KILLED)).isEqualTo(Duration.ofSeconds(21));
	}

	@Test
	void messageThatNobodyHasNotedIsLost() {
		assertThat(check(KILLED, entry(1, 1, 8), entry(1, 2, 9)).lost()).containsExactly("m3");
		assertThat(check(KILLED).lost()).containsExactlyInAnyOrder("m1", "m2", "m3");
	}

	@Test
	void messageThatComesTooEarlyIsOutOfOrderAndSoIsTheOneThatFollowsTooLate() {
		LedgerEntry early = entry(1, 3, 8);
		LedgerEntry late = entry(1, 2, 9);
		LedgerCheck check = check(KILLED, entry(1, 1, 7), early, late);
		assertThat(check.outOfOrder()).containsExactly(early, late);
		assertThat(check.lost()).isEmpty();
	}

	@Test
	void messageBeforeTheLastOneMustNotComeAgain() {
		LedgerEntry again = entry(0, 2, 21);
		LedgerCheck check = check(KILLED, entry(1, 1, 7), entry(1, 2, 8), entry(1, 3, 9), again);
		assertThat(check.outOfOrder()).containsExactly(again);
	}

	@Test
	void messageInFlightAtFaultMayComeAgain() {
		LedgerCheck check = check(KILLED, entry(1, 1, 7), entry(1, 2, 9), entry(0, 2, 20), entry(0, 3, 21));
		assertThat(check.outOfOrder()).isEmpty();
		assertThat(check.unexplained()).isEmpty();
		assertThat(check.duplicates(KILLED)).isOne();
	}

	@Test
	void messageMustNotComeAgainWithoutFault() {
		LedgerEntry again = entry(1, 2, 9);
		assertThat(check(KILLED, entry(1, 1, 7), entry(1, 2, 8), again).unexplained()).containsExactly(again);
	}

	@Test
	void messageThatWasInFlightElsewhereMustNotComeAgain() {
		LedgerEntry again = entry(1, 1, 20);
		assertThat(check(KILLED, entry(0, 1, 9), again).unexplained()).containsExactly(again);
	}

	@Test
	void messageThatWasDeliveredLongBeforeFaultMustNotComeAgain() {
		LedgerEntry again = entry(0, 1, 20);
		assertThat(check(KILLED, entry(1, 1, 3), again).unexplained()).containsExactly(again);
	}

	@Test
	void processThatIsFrozenWhileItCallsListenerCallsNoOther() {
		LedgerEntry second = entry(1, 2, 33);
		LedgerCheck check = check(FROZEN, entry(0, 1, 8), entry(0, 2, 20), entry(0, 3, 21), entry(1, 1, 32), second);
		assertThat(check.duplicates(FROZEN)).isOne();
		assertThat(check.outOfOrder()).containsExactly(second);
	}

	// Customers have written three messages at the time 0.
	private static LedgerCheck check(Fault fault, LedgerEntry... entries) {
		List<Ledger.Written> written = IntStream.rangeClosed(1, 3)
			.mapToObj((number) -> new Ledger.Written("m" + number, 0))
			.toList();
		return new LedgerCheck(Map.of("conversation", written), List.of(entries), List.of(fault));
	}

	private static LedgerEntry entry(int process, int number, int second) {
		return new LedgerEntry(process, "conversation", "m" + number, number, nanos(second), Instant.EPOCH);
	}

	private static Fault fault(Fault.Kind kind) {
		return new Fault(kind, 1, 2, nanos(10), nanos(30));
	}

	private static long nanos(int second) {
		return Duration.ofSeconds(second).toNanos();
	}

}
