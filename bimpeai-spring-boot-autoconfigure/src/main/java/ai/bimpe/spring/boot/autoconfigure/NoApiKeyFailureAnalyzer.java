package ai.bimpe.spring.boot.autoconfigure;

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
			    - add ai.bimpe:bimpeai-simulator to the class path, to try things out without a key""";

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NoApiKeyException cause) {
		String description = "The BimpeAI client needs an API key, but ";
		if (cause.placeholder() != null) {
			description += "'bimpeai.api-key' is " + cause.placeholder() + ", and nothing defines that.";
		}
		else {
			description += "neither 'bimpeai.api-key' nor the environment variable BIMPEAI_API_KEY is set.";
		}
		return new FailureAnalysis(description, ACTION, cause);
	}

}
