package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.ReactiveBimpeAI;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;

/**
 * Matches when there is a client.
 *
 * @see ConditionalOnBimpeAIClient
 */
final class OnBimpeAIClientCondition extends AnyNestedCondition {

	OnBimpeAIClientCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnBean(ReactiveBimpeAI.class)
	static class OnClient {

	}

	@ConditionalOnBean(name = AccountBeansRegistrar.CLIENTS)
	static class OnAccounts {

	}

}
