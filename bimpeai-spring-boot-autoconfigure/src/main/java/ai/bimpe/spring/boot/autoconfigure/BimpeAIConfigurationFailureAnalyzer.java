package ai.bimpe.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/**
 * Explains a configuration that cannot work. Comes before Boot's analyzer of failed
 * bindings, which would name the class but not the property.
 */
final class BimpeAIConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<BimpeAIConfigurationException>
		implements Ordered {

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, BimpeAIConfigurationException cause) {
		return new FailureAnalysis("The BimpeAI client cannot be configured: " + cause.getMessage() + ".",
				"Correct the setting. It comes from a property, an environment variable, or a "
						+ "BimpeAIConnectionDetails or BimpeAIClientCustomizer bean.",
				cause);
	}

}
