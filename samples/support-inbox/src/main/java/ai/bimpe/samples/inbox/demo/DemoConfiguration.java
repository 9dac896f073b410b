package ai.bimpe.samples.inbox.demo;

import java.time.Duration;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.simulator.Simulator;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Gives the embedded simulator something to show. With an API key nothing of this exists.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(DemoConfiguration.NoApiKeyCondition.class)
class DemoConfiguration {

	/** The same ids and the same customers in every run. */
	static final long SEED = 7;

	@Bean
	DemoClock demoClock() {
		return new DemoClock();
	}

	/**
	 * Takes the place of the one that the starter would start: its clock can look back.
	 */
	@Bean
	Simulator simulator(DemoClock clock) {
		return Simulator.builder()
			.clock(clock)
			.idSeed(SEED)
			.answering(false)
			.answerDelay(Duration.ofSeconds(2))
			.settings((settings) -> settings.callStepInterval(Duration.ofSeconds(2)))
			.start();
	}

	@Bean
	DemoData demoData(BimpeAI bimpeai, Simulator simulator, DemoClock clock) {
		return new DemoData(bimpeai, simulator, clock);
	}

	@Bean
	DemoCustomers demoCustomers(Simulator simulator, DemoData data) {
		return new DemoCustomers(simulator, data);
	}

	/**
	 * Matches when the starter runs on the embedded simulator.
	 */
	static final class NoApiKeyCondition extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			String key = Binder.get(context.getEnvironment()).bind("bimpeai.api-key", String.class).orElse("");
			ConditionMessage.Builder message = ConditionMessage.forCondition("Demo");
			return StringUtils.hasText(key) ? ConditionOutcome.noMatch(message.found("API key").atAll())
					: ConditionOutcome.match(message.didNotFind("API key").atAll());
		}

	}

}
