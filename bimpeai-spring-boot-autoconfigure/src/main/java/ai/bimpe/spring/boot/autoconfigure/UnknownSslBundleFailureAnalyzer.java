package ai.bimpe.spring.boot.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.core.env.Environment;

/**
 * Explains that the SSL bundle of the client, or of all HTTP clients, does not exist.
 */
final class UnknownSslBundleFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchSslBundleException> {

	private static final List<String> PROPERTIES = List.of("bimpeai.ssl.bundle", "spring.http.clients.ssl.bundle");

	private final Environment environment;

	UnknownSslBundleFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchSslBundleException cause) {
		String bundle = cause.getBundleName();
		return Stream
			.concat(PROPERTIES.stream(),
					BimpeAIAccounts.names(this.environment)
						.stream()
						.map((account) -> BimpeAIAccounts.named(account, PROPERTIES.get(0))))
			.filter((property) -> bundle.equals(this.environment.getProperty(property)))
			.findFirst()
			.map((property) -> explain(property, bundle, cause))
			.orElse(null);
	}

	private static FailureAnalysis explain(String property, String bundle, NoSuchSslBundleException cause) {
		return new FailureAnalysis(
				"The BimpeAI client cannot be configured: '" + property + "' is '" + bundle
						+ "', and there is no SSL bundle of this name.",
				"Define it with 'spring.ssl.bundle.pem." + bundle + ".*' or 'spring.ssl.bundle.jks." + bundle
						+ ".*', or correct '" + property + "'.",
				cause);
	}

}
