package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.BimpeAIBuilder;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a start without an API key.
 */
final class NoApiKeyFailureAnalyzer extends AbstractFailureAnalyzer<NoApiKeyException> {

	private static final String ACTION = """
			Do one of these:

			    - set the environment variable BIMPEAI_API_KEY, or the property 'bimpeai.api-key', to a key of your \
			team (it starts with 'sk_')
			    - define an ApiKeyProvider bean, if the key comes from a vault, or a BimpeAIConnectionDetails bean
			    - add ai.bimpe:bimpeai-simulator to the class path, and set neither a key nor 'bimpeai.base-url', to try \
			things out without a key""";

	private static final String ACCOUNT_ACTION = """
			Do one of these:

			    - set '%s' to a key of the team that the account stands for (it starts with 'sk_')
			    - define an ApiKeyProvider bean with @Bean(defaultCandidate = false) and @Qualifier("%s"), \
			if the key comes from a vault""";

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NoApiKeyException cause) {
		String account = cause.account();
		boolean isDefault = account.equals(BimpeAIBuilder.DEFAULT_ACCOUNT);
		String property = BimpeAIAccounts.named(account, ConfiguredApiKey.PROPERTY);
		String description = "The BimpeAI client" + (isDefault ? "" : " of account '" + account + "'")
				+ " needs an API key, but " + cause.problem() + ".";
		return new FailureAnalysis(description, isDefault ? ACTION : ACCOUNT_ACTION.formatted(property, account),
				cause);
	}

}
