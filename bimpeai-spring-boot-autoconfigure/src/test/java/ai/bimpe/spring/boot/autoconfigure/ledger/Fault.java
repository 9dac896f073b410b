package ai.bimpe.spring.boot.autoconfigure.ledger;

/**
 * Something that went wrong during a run.
 *
 * @param kind what it was
 * @param process the number of the process that it happened to, {@code ALL} for each
 * @param inFlight number of messages that can have been in flight
 * @param begin when it began, by the monotonic clock of the machine
 * @param repaired when it was over
 */
record Fault(Kind kind, int process, int inFlight, long begin, long repaired) {

	static final int ALL = -1;

	boolean isOf(int process) {
		return this.process == ALL || this.process == process;
	}

	/** What may go wrong. */
	enum Kind {

		/** A process is killed, and another one is started. */
		KILLED("`kill -9` of an instance"),

		/** A process is stopped for three leases, and continues. */
		FROZEN("`SIGSTOP` for three leases"),

		/** Nothing listens on the port of the store for two leases. */
		STORE_STOPPED("store stopped for two leases"),

		/** All listeners throw. */
		LISTENERS_FAILING("listeners out of service"),

		/** All data of the store are removed. */
		STORE_EMPTIED("store emptied");

		private final String description;

		Kind(String description) {
			this.description = description;
		}

		String description() {
			return this.description;
		}

	}

}
