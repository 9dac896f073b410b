package ai.bimpe.samples.recipes.reminders;

/**
 * What came of a call.
 */
enum CallOutcome {

	/** Somebody, or a machine, has answered. */
	REACHED,

	/** Busy, not answered or not put through. */
	NOT_REACHED,

	/** The number is none. */
	REFUSED,

	/** The end of the call was never seen. */
	UNKNOWN

}
