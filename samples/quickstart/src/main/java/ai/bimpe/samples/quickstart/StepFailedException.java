package ai.bimpe.samples.quickstart;

/**
 * A step did not work, for a reason that is not an error of the API.
 */
class StepFailedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String remedy;

	StepFailedException(String message, String remedy) {
		super(message);
		this.remedy = remedy;
	}

	String remedy() {
		return this.remedy;
	}

}
