package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.simulator.Simulator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A simulator in place of the API, when it is on the class path and there is no key.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Simulator.class)
@ConditionalOnMissingBean({ BimpeAI.class, ReactiveBimpeAI.class, BimpeAIConnectionDetails.class,
		ApiKeyProvider.class })
@Conditional(EmbeddedSimulatorConfiguration.NoApiKeyCondition.class)
class EmbeddedSimulatorConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	Simulator bimpeAISimulator() {
		return Simulator.start();
	}

	// Ahead of time, the condition was evaluated when the application was built: a key
	// that is there now counts all the same.
	@Bean
	BimpeAIConnectionDetails simulatorBimpeAIConnectionDetails(ObjectProvider<Simulator> simulator,
			BimpeAIProperties properties, Environment environment) {
		return ConfiguredApiKey.isPresent(environment)
				? new PropertiesBimpeAIConnectionDetails(BimpeAIBuilder.DEFAULT_ACCOUNT, properties, null)
				: new SimulatorBimpeAIConnectionDetails(simulator.getObject());
	}

	/**
	 * Connects the client with a simulator.
	 */
	static final class SimulatorBimpeAIConnectionDetails implements BimpeAIConnectionDetails {

		private final Simulator simulator;

		SimulatorBimpeAIConnectionDetails(Simulator simulator) {
			this.simulator = simulator;
		}

		@Override
		public String apiKey() {
			return this.simulator.apiKey();
		}

		@Override
		public String baseUrl() {
			return this.simulator.baseUrl();
		}

	}

	/**
	 * Matches when no key is configured.
	 */
	static final class NoApiKeyCondition extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("Embedded BimpeAI simulator");
			if (!BimpeAIAccounts.names(context.getEnvironment()).isEmpty()) {
				return ConditionOutcome.noMatch(message.because("there are accounts with API keys"));
			}
			return ConfiguredApiKey.isPresent(context.getEnvironment())
					? ConditionOutcome.noMatch(message.found("API key").items(ConfiguredApiKey.PROPERTY))
					: ConditionOutcome.match(message.didNotFind("API key").items(ConfiguredApiKey.PROPERTY));
		}

	}

}
