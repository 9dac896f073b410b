package ai.bimpe.spring.boot.autoconfigure;

/**
 * The application uses the BimpeAI client, but has no API key for it.
 */
final class NoApiKeyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String account;

	private final String problem;

	NoApiKeyException(String account, String problem) {
		super("No API key: " + BimpeAIAccounts.named(account, problem));
		this.account = account;
		this.problem = BimpeAIAccounts.named(account, problem);
	}

	/**
	 * Return whose key is missing.
	 * @return the name of the account
	 */
	String account() {
		return this.account;
	}

	/**
	 * Return what is wrong.
	 * @return a sentence without its end, which names the property and not its value
	 */
	String problem() {
		return this.problem;
	}

}
