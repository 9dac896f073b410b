package ai.bimpe.spring.boot.autoconfigure;

import java.util.Locale;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAISimulatorProperties.Enabled;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A simulator in place of the API, when it is on the class path and nothing says what the
 * API is, or when the application wants it.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Simulator.class)
@ConditionalOnMissingBean({ BimpeAI.class, ReactiveBimpeAI.class, BimpeAIConnectionDetails.class })
@Conditional(EmbeddedSimulatorConfiguration.SimulatorCondition.class)
class EmbeddedSimulatorConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	Simulator bimpeAISimulator() {
		return Simulator.start();
	}

	// Ahead of time, the condition was evaluated when the application was built: what is
	// configured now counts all the same.
	@Bean
	BimpeAIConnectionDetails simulatorBimpeAIConnectionDetails(ObjectProvider<Simulator> simulators,
			BimpeAIProperties properties, BimpeAISimulatorProperties simulatorProperties, Environment environment) {
		boolean used = simulatorProperties.enabled() == Enabled.TRUE
				|| (simulatorProperties.enabled() == Enabled.AUTO && !ConfiguredApiKey.isApiConfigured(environment));
		if (!used) {
			return new PropertiesBimpeAIConnectionDetails(BimpeAIBuilder.DEFAULT_ACCOUNT, properties, null);
		}
		Simulator simulator = simulators.getObject();
		SimulatedStreams.createMissing(simulator, properties.streams().values());
		return new SimulatorBimpeAIConnectionDetails(simulator,
				(simulatorProperties.enabled() == Enabled.TRUE)
						? "'" + BimpeAISimulatorProperties.PROPERTY + "' is true"
						: "No '" + ConfiguredApiKey.PROPERTY + "' is set");
	}

	/**
	 * Connects the client with a simulator.
	 */
	static final class SimulatorBimpeAIConnectionDetails implements BimpeAIConnectionDetails {

		private final Simulator simulator;

		private final String reason;

		SimulatorBimpeAIConnectionDetails(Simulator simulator, String reason) {
			this.simulator = simulator;
			this.reason = reason;
		}

		String reason() {
			return this.reason;
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
	 * Matches when the application wants the simulator, or leaves it open and says
	 * nothing of the API.
	 */
	static final class SimulatorCondition extends SpringBootCondition implements ConfigurationCondition {

		@Override
		public ConfigurationPhase getConfigurationPhase() {
			return ConfigurationPhase.REGISTER_BEAN;
		}

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("Embedded BimpeAI simulator");
			Environment environment = context.getEnvironment();
			Enabled enabled = Binder.get(environment)
				.bind(BimpeAISimulatorProperties.PROPERTY, Bindable.of(Enabled.class),
						new ReadableValues(BindHandler.DEFAULT, ""))
				.orElse(Enabled.AUTO);
			if (enabled != Enabled.AUTO) {
				return new ConditionOutcome(enabled == Enabled.TRUE, message.found("property")
					.items(BimpeAISimulatorProperties.PROPERTY + "=" + enabled.name().toLowerCase(Locale.ROOT)));
			}
			if (!BimpeAIAccounts.names(environment).isEmpty()) {
				return ConditionOutcome.noMatch(message.because("there are accounts with API keys"));
			}
			if (hasProvider(context.getBeanFactory())) {
				return ConditionOutcome.noMatch(message.because("an ApiKeyProvider bean gives the key"));
			}
			String api = ConfiguredApiKey.PROPERTY + " or " + ConfiguredApiKey.BASE_URL;
			return ConfiguredApiKey.isApiConfigured(environment)
					? ConditionOutcome.noMatch(message.found("property").items(api))
					: ConditionOutcome.match(message.didNotFind("property").items(api));
		}

		private static boolean hasProvider(@Nullable ListableBeanFactory beanFactory) {
			return beanFactory != null && beanFactory.getBeanNamesForType(ApiKeyProvider.class, true, false).length > 0;
		}

	}

}
