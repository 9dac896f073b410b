package ai.bimpe.spring.boot.autoconfigure;

import java.util.List;
import java.util.Set;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Explains that all clients are those of named accounts. Comes before Boot's analyzer of
 * missing beans, which knows nothing of properties.
 */
final class NoDefaultClientFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException>
		implements Ordered {

	private static final List<Class<?>> CLIENTS = List.of(BimpeAI.class, ReactiveBimpeAI.class);

	private final Environment environment;

	NoDefaultClientFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		ResolvableType type = cause.getResolvableType();
		Class<?> missing = (type != null) ? type.resolve() : null;
		Set<String> accounts = BimpeAIAccounts.names(this.environment);
		if (cause instanceof NoUniqueBeanDefinitionException || missing == null || !CLIENTS.contains(missing)
				|| accounts.isEmpty()) {
			return null;
		}
		boolean hasDefault = ConfiguredApiKey.isSet(this.environment);
		return new FailureAnalysis(
				((description != null) ? description : "A component") + " needs the " + missing.getSimpleName()
						+ " of an account. There are clients of these: " + String.join(", ", accounts)
						+ ". None of them is the one that is asked for"
						+ (hasDefault ? "." : ", and 'bimpeai.api-key' is not set."),
				"Do one of these:\n\n    - name the account that is meant where the client is injected, with @Qualifier(\""
						+ accounts.iterator().next() + "\")\n    - "
						+ (hasDefault ? "leave the qualifier out, if the client of 'bimpeai.api-key' is meant"
								: "set 'bimpeai.api-key' for a client that needs no name"),
				cause);
	}

}
