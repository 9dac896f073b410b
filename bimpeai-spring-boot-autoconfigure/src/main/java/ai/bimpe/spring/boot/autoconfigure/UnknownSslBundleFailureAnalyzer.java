package ai.bimpe.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.core.env.Environment;

/**
 * Explains that the SSL bundle of the HTTP clients does not exist.
 */
final class UnknownSslBundleFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchSslBundleException> {

	private static final String PROPERTY = "spring.http.clients.ssl.bundle";

	private final Environment environment;

	UnknownSslBundleFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchSslBundleException cause) {
		String bundle = cause.getBundleName();
		if (!bundle.equals(this.environment.getProperty(PROPERTY))) {
			return null;
		}
		return new FailureAnalysis(
				"The HTTP clients of the application, the BimpeAI client among them, cannot be configured: '" + PROPERTY
						+ "' is '" + bundle + "', and there is no SSL bundle of this name.",
				"Define it with 'spring.ssl.bundle.pem." + bundle + ".*' or 'spring.ssl.bundle.jks." + bundle
						+ ".*', or correct '" + PROPERTY + "'.",
				cause);
	}

}
