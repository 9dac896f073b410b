package ai.bimpe.spring.boot.autoconfigure;

import java.util.Collection;
import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.util.CollectionUtils;

/**
 * Explains an injection point that several clients fit. Comes before Boot's analyzer of
 * beans that are not unique, which knows nothing of properties.
 */
final class SeveralClientsFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoUniqueBeanDefinitionException>
		implements Ordered {

	private static final List<Class<?>> CLIENTS = List.of(BimpeAI.class, ReactiveBimpeAI.class);

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoUniqueBeanDefinitionException cause,
			@Nullable String description) {
		Collection<String> names = cause.getBeanNamesFound();
		Class<?> type = cause.getBeanType();
		if (type == null || !CLIENTS.contains(type) || CollectionUtils.isEmpty(names)) {
			return null;
		}
		return new FailureAnalysis(
				((description != null) ? description : "A component") + " needs one " + type.getSimpleName()
						+ ", but the application defines several: " + String.join(", ", names) + ".",
				"Do one of these:\n\n    - name the one that is meant where it is injected, with @Qualifier(\""
						+ names.iterator().next() + "\")\n    - mark the one that is meant everywhere as @Primary\n"
						+ "    - define none, and let 'bimpeai.api-key' and 'bimpeai.base-url' configure one",
				cause);
	}

}
