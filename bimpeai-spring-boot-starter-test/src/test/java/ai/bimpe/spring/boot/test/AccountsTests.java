package ai.bimpe.spring.boot.test;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.RecordedRequest;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIClientCustomizer;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConnectionDetails;
import ai.bimpe.spring.boot.test.app.Restaurant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for named accounts in tests of an application. Nothing listens where these lead,
 * so that a call that leaves the simulator fails.
 */
class AccountsTests {

	private static final String NOWHERE = "http://127.0.0.1:1";

	private static void call(BimpeAI client) {
		client.agents().list(ListQuery.create());
	}

	@Nested
	@BimpeAITest(useDefaultFilters = false, properties = { "bimpeai.api-key=sk_production",
			"bimpeai.base-url=" + NOWHERE, "bimpeai.streams.front-desk.agent-id=agt_1",
			"bimpeai.streams.front-desk.conversation-id=cnv_1", "bimpeai.accounts.acme.api-key=sk_production",
			"bimpeai.accounts.acme.streams.front-desk.agent-id=agt_1",
			"bimpeai.accounts.acme.streams.front-desk.conversation-id=cnv_2",
			"bimpeai.accounts.globex.streams.front-desk.agent-id=agt_1",
			"bimpeai.accounts.globex.streams.front-desk.conversation-id=cnv_3", "bimpeai.accounts.vault.timeout=9s" })
	@ContextConfiguration(classes = Restaurant.class)
	@Import(Production.class)
	class BesideTheDefaultOne {

		@Test
		void areAllConnectedWithTheSimulator(Simulator simulator, @Autowired BimpeAI client,
				@Qualifier("acme") @Autowired BimpeAI acme, @Qualifier("globex") @Autowired BimpeAI globex,
				@Qualifier("vault") @Autowired BimpeAI vault) {
			call(client);
			call(acme);
			call(globex);
			call(vault);
			assertThat(simulator.requests("listAgents"))
				.extracting((RecordedRequest request) -> request.header("Authorization"))
				.hasSize(4)
				.containsOnly("Bearer " + simulator.apiKey());
		}

		@Test
		void haveTheirStreams(Simulator simulator) {
			SimulatedAgent agent = simulator.agent("agt_1");
			agent.conversation("cnv_1").awaitStream();
			agent.conversation("cnv_2").awaitStream();
			agent.conversation("cnv_3").awaitStream();
		}

		@Test
		void haveNoKeyOfTheApplication(@Autowired Environment environment) {
			assertThat(environment.getProperty("bimpeai.accounts.acme.api-key")).isEqualTo("sk_simulator");
		}

	}

	@Nested
	@ExtendWith(OutputCaptureExtension.class)
	@BimpeAITest(useDefaultFilters = false,
			properties = { "bimpeai.base-url=" + NOWHERE, "bimpeai.accounts.acme.streams.front-desk.agent-id=agt_1",
					"bimpeai.accounts.acme.streams.front-desk.conversation-id=cnv_1", "logging.level.ai.bimpe=info" })
	@ContextConfiguration(classes = Restaurant.class)
	class WithoutTheDefaultOne {

		@Test
		void areThereAlone(@Autowired ApplicationContext context) {
			assertThat(context.getBeanNamesForType(BimpeAI.class)).containsExactly("acmeAccountBimpeAI");
			assertThat(context.getBeanNamesForType(ReactiveBimpeAI.class))
				.containsExactly("acmeAccountReactiveBimpeAI");
			assertThat(context.getBeanNamesForType(BimpeAIConnectionDetails.class)).isEmpty();
		}

		@Test
		void areConnectedWithTheSimulator(Simulator simulator, @Qualifier("acme") @Autowired BimpeAI acme) {
			call(acme);
			assertThat(simulator.count("listAgents")).isEqualTo(1);
			simulator.agent("agt_1").conversation("cnv_1").awaitStream();
		}

		@Test
		void areSaidToUseTheSimulator(Simulator simulator, CapturedOutput output) {
			assertThat(output)
				.contains("uses the Console API at 127.0.0.1:" + simulator.port() + " with account 'acme'");
		}

	}

	@Nested
	@BimpeAITest(useDefaultFilters = false,
			properties = { "bimpeai.api-key=${KEY_OF_PRODUCTION}", "bimpeai.accounts.acme.timeout=9s" })
	@ContextConfiguration(classes = Restaurant.class)
	class BesideTheDefaultOneOfProduction {

		@Test
		void areNotThereAlone(Simulator simulator, @Autowired BimpeAI client) {
			call(client);
			assertThat(simulator.count("listAgents")).isEqualTo(1);
		}

	}

	@Nested
	@BimpeAITest(useDefaultFilters = false,
			properties = { "bimpeai.api-key=sk_production", "bimpeai.proxy.host=127.0.0.1", "bimpeai.proxy.port=1",
					"bimpeai.streams.front-desk.agent-id=agt_1", "bimpeai.streams.front-desk.conversation-id=cnv_1" })
	@ContextConfiguration(classes = Restaurant.class)
	class BehindProxy {

		@Test
		void theDefaultOneIsConnectedDirectly(Simulator simulator, @Autowired BimpeAI client) {
			call(client);
			simulator.agent("agt_1").conversation("cnv_1").awaitStream();
			assertThat(simulator.count("listAgents")).isEqualTo(1);
		}

	}

	@Nested
	@BimpeAITest(useDefaultFilters = false,
			properties = { "bimpeai.accounts.acme.proxy.host=127.0.0.1", "bimpeai.accounts.acme.proxy.port=1",
					"bimpeai.accounts.acme.streams.front-desk.agent-id=agt_1",
					"bimpeai.accounts.acme.streams.front-desk.conversation-id=cnv_1" })
	@ContextConfiguration(classes = Restaurant.class)
	class BehindProxyOfTheirOwn {

		@Test
		void areConnectedDirectly(Simulator simulator, @Qualifier("acme") @Autowired BimpeAI acme) {
			call(acme);
			simulator.agent("agt_1").conversation("cnv_1").awaitStream();
			assertThat(simulator.count("listAgents")).isEqualTo(1);
		}

	}

	/**
	 * Leads to the network, which no test may reach.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Production {

		@Bean(defaultCandidate = false)
		@Qualifier("vault")
		ApiKeyProvider vault() {
			return ApiKeyProvider.caching(() -> "sk_production");
		}

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		BimpeAIClientCustomizer elsewhere() {
			return (builder) -> builder.baseUrl(NOWHERE).apiKeyProvider(ApiKeyProvider.caching(() -> "sk_production"));
		}

	}

}
