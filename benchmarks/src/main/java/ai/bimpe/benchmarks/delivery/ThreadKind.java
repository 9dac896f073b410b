package ai.bimpe.benchmarks.delivery;

/**
 * What calls the listeners of a managed stream.
 */
public enum ThreadKind {

	/** A pool. */
	PLATFORM("platform"),

	/** A virtual thread for each delivery. */
	VIRTUAL("virtual");

	private final String label;

	ThreadKind(String label) {
		this.label = label;
	}

	/**
	 * Return the name for tables.
	 * @return the name
	 */
	public String label() {
		return this.label;
	}

}
