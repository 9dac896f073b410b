package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.time.Instant;

/**
 * A message that an instance was given.
 *
 * @param process the number of the process
 * @param conversation the id of the conversation
 * @param message the id of the message
 * @param number the text of the message: its number in the conversation, from 1
 * @param nanos when the listener was called, by the monotonic clock of the machine
 * @param instant the same by the clock of the process
 */
record LedgerEntry(int process, String conversation, String message, int number, long nanos, Instant instant) {

	static LedgerEntry parse(int process, String line) {
		String[] fields = line.split(" ", -1);
		return new LedgerEntry(process, fields[0], fields[1], Integer.parseInt(fields[2]), Long.parseLong(fields[3]),
				Instant.parse(fields[4]));
	}

}
