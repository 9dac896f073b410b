package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.core.ApiKeyProvider;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless all keys are those of named accounts: an application that works for
 * accounts only needs no default client.
 */
final class OnDefaultClientCondition extends AnyNestedCondition {

	OnDefaultClientCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@Conditional(KeyCondition.class)
	static class OnKey {

	}

	@ConditionalOnBean(ApiKeyProvider.class)
	static class OnProvider {

	}

	@ConditionalOnBean(BimpeAIConnectionDetails.class)
	static class OnConnectionDetails {

	}

	/**
	 * Matches when the default client has a key, or nobody has one.
	 */
	static final class KeyCondition extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			Environment environment = context.getEnvironment();
			ConditionMessage.Builder message = ConditionMessage.forCondition("Default BimpeAI client");
			return (ConfiguredApiKey.isSet(environment) || BimpeAIAccounts.names(environment).isEmpty())
					? ConditionOutcome.match(message.because("it has an API key, or there are no accounts"))
					: ConditionOutcome
						.noMatch(message.because("accounts have API keys, and 'bimpeai.api-key' is not set"));
		}

	}

}
