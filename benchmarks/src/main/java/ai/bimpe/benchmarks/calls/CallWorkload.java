package ai.bimpe.benchmarks.calls;

import java.util.Locale;

import ai.bimpe.benchmarks.stub.PreparedResponses;

/**
 * What is done again and again.
 *
 * @param kind which call
 * @param size calls in flight; of a walk over a list, agents a page
 */
public record CallWorkload(Kind kind, int size) {

	/**
	 * Read the name of a workload.
	 * @param name kind and size, such as {@code get-64}
	 * @return the workload
	 */
	public static CallWorkload of(String name) {
		String[] words = name.split("-", 2);
		return new CallWorkload(Kind.valueOf(words[0].toUpperCase(Locale.ROOT)), Integer.parseInt(words[1]));
	}

	int inFlight() {
		return (this.kind == Kind.PAGES) ? 1 : this.size;
	}

	/** What figures are divided by: calls, or the agents of a walk. */
	int units() {
		return (this.kind == Kind.PAGES) ? PreparedResponses.PAGES * this.size : 1;
	}

	/**
	 * The kinds of calls.
	 */
	public enum Kind {

		/** Read one agent. */
		GET,

		/** Create an agent, with an idempotency key. */
		POST,

		/** Walk over all pages of the list of agents. */
		PAGES

	}

}
