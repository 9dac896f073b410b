package ai.bimpe.spring.boot.test.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAccounts;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIClientCustomizer;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConnectionDetails;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIProperties;
import ai.bimpe.spring.boot.autoconfigure.SimulatedStreams;
import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import ai.bimpe.spring.boot.test.SimulatorTime;
import ai.bimpe.spring.stream.BimpeAIStreams;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for
 * {@link AutoConfigureBimpeAISimulator @AutoConfigureBimpeAISimulator}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BimpeAIAutoConfiguration.class)
public final class SimulatorTestAutoConfiguration {

	@Bean
	SimulatorTime bimpeAISimulatorTime() {
		return new SimulatorTime();
	}

	@Bean
	@ConditionalOnMissingBean
	Simulator bimpeAISimulator(SimulatorTime time) {
		return Simulator.builder().answering(false).withoutRateLimits().clock(time.clock()).start();
	}

	// The application may have details of its own, which lead to the network.
	@Bean
	@Primary
	@Conditional(DefaultAccountCondition.class)
	SimulatorConnectionDetails bimpeAISimulatorConnectionDetails(Simulator simulator) {
		return new SimulatorConnectionDetails(simulator.apiKey(), simulator.baseUrl());
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	BimpeAIClientCustomizer bimpeAISimulatorTimeCustomizer(SimulatorTime time) {
		return (builder) -> builder.clock(time.clock());
	}

	@Bean
	SimulatorClientCustomizer bimpeAISimulatorClientCustomizer(Simulator simulator, BimpeAIProperties properties,
			BimpeAIAccounts accounts) {
		List<BimpeAIProperties> all = Stream
			.concat(Stream.of(properties), accounts.names().stream().map(accounts::properties))
			.toList();
		SimulatedStreams.createMissing(simulator,
				all.stream().flatMap((account) -> account.streams().values().stream()).toList());
		return new SimulatorClientCustomizer(simulator, all);
	}

	@Bean
	SimulatorCleanUp bimpeAISimulatorCleanUp(Simulator simulator, SimulatorTime time,
			ObjectProvider<BimpeAIStreams> streams) {
		return new SimulatorCleanUp(simulator, time, streams);
	}

	/**
	 * Connects the client with the simulator.
	 *
	 * @param apiKey a key that the simulator accepts
	 * @param baseUrl where the simulator is
	 */
	record SimulatorConnectionDetails(String apiKey, String baseUrl) implements BimpeAIConnectionDetails {

		@Override
		public String toString() {
			return "SimulatorConnectionDetails[baseUrl=" + this.baseUrl + "]";
		}

	}

}
