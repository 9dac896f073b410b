package ai.bimpe.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.client.core.CallListener;
import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.ApiKey;
import ai.bimpe.spring.boot.autoconfigure.actuate.BimpeAIEndpoint;
import ai.bimpe.spring.boot.autoconfigure.actuate.BimpeAIEndpointAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthContributorAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.metrics.BimpeAIMetricsAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Tests for named accounts, each with a server that accepts its key alone.
 */
@ExtendWith(OutputCaptureExtension.class)
class AccountsTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final Simulator main = simulator("sk_main_never_shown");

	private final Simulator acme = simulator("sk_acme_never_shown");

	private final Simulator globex = simulator("sk_globex_never_shown");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
				BimpeAIMetricsAutoConfiguration.class, BimpeAIHealthContributorAutoConfiguration.class,
				BimpeAIEndpointAutoConfiguration.class, MetricsAutoConfiguration.class))
		.withPropertyValues("bimpeai.max-retries=0", "bimpeai.accounts.acme.api-key=sk_acme_never_shown",
				"bimpeai.accounts.acme.base-url=" + this.acme.baseUrl(),
				"bimpeai.accounts.globex.api-key=sk_globex_never_shown",
				"bimpeai.accounts.globex.base-url=" + this.globex.baseUrl());

	private final ApplicationContextRunner withDefault = this.runner
		.withPropertyValues("bimpeai.api-key=sk_main_never_shown", "bimpeai.base-url=" + this.main.baseUrl());

	@AfterEach
	void stop(CapturedOutput output) {
		this.main.close();
		this.acme.close();
		this.globex.close();
		assertThat(output).doesNotContain("never_shown");
	}

	@Test
	void everyAccountHasItsOwnKeyAndServer() {
		this.withDefault.withUserConfiguration(Desks.class).run((context) -> {
			Desks desks = context.getBean(Desks.class);
			list(desks.main);
			list(desks.acme);
			list(desks.globex.blocking());
			assertThat(List.of(this.main, this.acme, this.globex))
				.allSatisfy((server) -> assertThat(server.count("listAgents")).isOne());
		});
	}

	@Test
	void bothFacesAreOneClient() {
		this.runner.run((context) -> assertThat(client(context, "acme"))
			.isSameAs(qualified(context, ReactiveBimpeAI.class, "acme").blocking()));
	}

	@Test
	void accountsAloneNeedNoDefaultClient(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean("reactiveBimpeAI")
				.doesNotHaveBean(Simulator.class)
				.hasBean("acmeAccountBimpeAI")
				.hasBean("acmeAccountReactiveBimpeAI");
			list(client(context, "acme"));
		});
		assertThat(output).contains("uses the Console API at 127.0.0.1:" + this.acme.port() + " with account 'acme'");
	}

	@Test
	void withoutAccountsNothingIsAdded() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_never_shown")
			.run((context) -> assertThat(context).hasSingleBean(BimpeAI.class)
				.doesNotHaveBean(BimpeAIAccountClients.class));
	}

	@Test
	void isNotThereWithoutTheClientOnTheClassPath() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class))
			.withPropertyValues("bimpeai.accounts.acme.api-key=sk_acme_never_shown")
			.withClassLoader(new FilteredClassLoader(BimpeAI.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("acmeAccountBimpeAI"));
	}

	@Test
	void standsBesideClientOfTheApplication() {
		this.runner.withBean("own", ReactiveBimpeAI.class, () -> ReactiveBimpeAI.create("sk_own_never_shown"))
			.run((context) -> {
				assertThat(context).doesNotHaveBean("reactiveBimpeAI").hasBean("bimpeAI");
				assertThat(context.getBean("bimpeAI"))
					.isSameAs(context.getBean("own", ReactiveBimpeAI.class).blocking());
				list(client(context, "acme"));
			});
	}

	@Test
	void reactiveClientOfTheApplicationTakesThePlaceOfThatOfItsAccount() {
		ownClient(OwnReactive.class);
	}

	@Test
	void blockingClientOfTheApplicationTakesThePlaceOfThatOfItsAccount() {
		ownClient(OwnBlocking.class);
	}

	private void ownClient(Class<?> configuration) {
		SimulatedConversation conversation = this.acme.newAgent("Pia").newConversation();
		this.runner.withPropertyValues("bimpeai.accounts.acme.base-url=" + this.globex.baseUrl())
			.withPropertyValues(stream("acme", conversation))
			.withBean(Simulator.class, () -> this.acme)
			.withUserConfiguration(configuration)
			.run((context) -> {
				list(client(context, "acme"));
				list(qualified(context, ReactiveBimpeAI.class, "acme").blocking());
				list(client(context, "globex"));
				assertThat(this.acme.count("listAgents")).isEqualTo(2);
				assertThat(this.globex.count("listAgents")).isOne();
				this.acme.awaitOpenStreams(1, SOON);
			});
	}

	@Test
	void whatAnAccountDoesNotSetIsInherited() {
		this.withDefault
			.withPropertyValues("bimpeai.timeout=7s", "bimpeai.retry.max-delay=9s",
					"bimpeai.default-headers.X-Team=main", "bimpeai.default-headers.X-Region=eu",
					"bimpeai.streams.front-desk.agent-id=agt_1", "bimpeai.accounts.acme.retry.initial-delay=2s",
					"bimpeai.accounts.acme.default-headers.X-Team=acme", "bimpeai.accounts.globex.timeout=3s",
					"bimpeai.accounts.initech.api-key=sk_initech_never_shown")
			.run((context) -> {
				BimpeAIAccounts accounts = context.getBean(BimpeAIAccounts.class);
				assertThat(accounts.names()).containsExactly("acme", "globex", "initech");
				BimpeAIProperties acme = accounts.properties("acme");
				assertThat(acme.timeout()).isEqualTo(Duration.ofSeconds(7));
				assertThat(acme.retry().settings().initialDelay()).isEqualTo(Duration.ofSeconds(2));
				assertThat(acme.retry().settings().maxDelay()).isEqualTo(Duration.ofSeconds(9));
				assertThat(acme.defaultHeaders()).isEqualTo(Map.of("X-Team", "acme", "X-Region", "eu"));
				assertThat(acme.streams()).isEmpty();
				assertThat(accounts.properties("globex").timeout()).isEqualTo(Duration.ofSeconds(3));
				assertThat(accounts.properties("initech").baseUrl()).isEqualTo(this.main.baseUrl());
			});
	}

	@Test
	void environmentVariablesNameAccountsAsWell() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class))
			.withInitializer(TestEnvironment.variable("BIMPEAI_ACCOUNTS_ACME_API_KEY", "sk_acme_never_shown"))
			.withPropertyValues("bimpeai.base-url=" + this.acme.baseUrl())
			.run((context) -> list(client(context, "acme")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "BIMPEAI_ACCOUNTS_NORTHEAST_APIKEY", "BIMPEAI_ACCOUNTS_NORTH_EAST_API_KEY" })
	void environmentVariableOfAccountWithHyphenMakesNoOtherAccount(String variable) {
		SimulatedConversation conversation = this.acme.newAgent("Pia").newConversation();
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
			.withInitializer(TestEnvironment.variable(variable, "sk_acme_never_shown"))
			.withPropertyValues("bimpeai.base-url=" + this.acme.baseUrl())
			.withPropertyValues(stream("north-east", conversation))
			.run((context) -> {
				assertThat(context).hasNotFailed().getBeans(BimpeAI.class).containsOnlyKeys("north-eastAccountBimpeAI");
				assertThat(context.getBean(BimpeAIStreams.class).all()).hasSize(1);
				list(client(context, "north-east"));
			});
	}

	@Test
	void propertiesOfAnAccountTakeEffectOnItAlone() {
		this.acme.on("listAgents").hang();
		this.withDefault.withPropertyValues("bimpeai.accounts.acme.timeout=200ms").run((context) -> {
			assertThatExceptionOfType(ApiTimeoutException.class).isThrownBy(() -> list(client(context, "acme")));
			list(context.getBean("bimpeAI", BimpeAI.class));
		});
	}

	@Test
	void customizersAndListenersHearOfEveryAccount() {
		List<String> heard = new CopyOnWriteArrayList<>();
		this.withDefault.withBean(CallListener.class, () -> (CallResult result) -> heard.add(result.account()))
			.withBean(BimpeAIClientCustomizer.class, () -> (builder) -> builder.defaultHeader("X-All", "yes"))
			.run((context) -> {
				list(context.getBean("bimpeAI", BimpeAI.class));
				list(client(context, "acme"));
				assertThat(heard).containsExactly("default", "acme");
				assertThat(this.acme.requests("listAgents").get(0).header("X-All")).isEqualTo("yes");
			});
	}

	@Test
	void connectionDetailsAreForTheDefaultClientAlone() {
		this.runner.withBean(BimpeAIConnectionDetails.class, () -> new BimpeAIConnectionDetails() {
			@Override
			public String apiKey() {
				return "sk_main_never_shown";
			}

			@Override
			public String baseUrl() {
				return AccountsTests.this.main.baseUrl();
			}
		}).run((context) -> {
			list(context.getBean("bimpeAI", BimpeAI.class));
			list(client(context, "acme"));
			assertThat(this.main.count("listAgents")).isOne();
			assertThat(this.acme.count("listAgents")).isOne();
		});
	}

	@Test
	void aProviderThatIsQualifiedGivesTheKeyOfItsAccount() {
		this.runner.withPropertyValues("bimpeai.accounts.acme.api-key=")
			.withUserConfiguration(Vault.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean("reactiveBimpeAI");
				list(client(context, "acme"));
				list(client(context, "globex"));
				assertThat(this.acme.count("listAgents")).isOne();
				assertThat(this.globex.count("listAgents")).isOne();
			});
	}

	@Test
	void providersOfNobodyAreNotMade() {
		this.runner.withBean("other", ApiKeyProvider.class, () -> {
			throw new IllegalStateException("Not needed");
		}, AccountsTests::lazyAndNoDefaultCandidate).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aProviderOfAnAccountMustNotBeTakenForThatOfTheDefaultClient() {
		this.withDefault.withUserConfiguration(OpenVault.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(BimpeAIConfigurationException.class)
				.hasMessage("The ApiKeyProvider 'openKeys' gives the key of account 'acme', and the default client "
						+ "would take it as well: define it with @Bean(defaultCandidate = false)"));
	}

	@Test
	void anAccountHasOneProvider() {
		this.runner.withUserConfiguration(Vault.class, OtherVault.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(BimpeAIConfigurationException.class)
				.hasMessage("Account 'acme' needs one ApiKeyProvider, and several are qualified with its name: "
						+ "acmeKeys, otherKeys"));
	}

	@Test
	void anAccountMayHaveTheNameOfTheReactiveClient() {
		this.withDefault
			.withPropertyValues("bimpeai.accounts.reactive.api-key=sk_acme_never_shown",
					"bimpeai.accounts.reactive.base-url=" + this.acme.baseUrl())
			.run((context) -> {
				list(context.getBean("reactiveBimpeAI", ReactiveBimpeAI.class).blocking());
				list(client(context, "reactive"));
				assertThat(this.main.count("listAgents")).isOne();
				assertThat(this.acme.count("listAgents")).isOne();
			});
	}

	@Test
	void theClientIsOpenAsLongAsSomethingUsesOneOfItsFaces() {
		this.runner.withUserConfiguration(Farewell.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(this.acme.count("listAgents")).isOne();
	}

	@Test
	void streamsOfAnAccountWaitForAnotherKeyOfItsProvider(CapturedOutput output) {
		SimulatedConversation conversation = this.globex.newAgent("Max").newConversation();
		this.runner.withPropertyValues(stream("acme", conversation))
			.withPropertyValues("bimpeai.accounts.acme.base-url=" + this.globex.baseUrl())
			.withUserConfiguration(Vault.class)
			.run((context) -> {
				ManagedStream stream = context.getBean(BimpeAIStreams.class).all().iterator().next();
				await().atMost(SOON).until(() -> stream.failure() != null);
				assertThat(stream.state()).isEqualTo(StreamState.WAITING);
				await().atMost(SOON)
					.untilAsserted(() -> assertThat(output)
						.contains("Check what the ApiKeyProvider of account 'acme' returns"));
			});
	}

	@Test
	void streamsOfAnAccountWaitWhenItsFixedKeyIsRefused(CapturedOutput output) {
		SimulatedConversation conversation = this.acme.newAgent("Max").newConversation();
		this.runner.withPropertyValues(stream("acme", conversation))
			.withPropertyValues("bimpeai.accounts.acme.api-key=sk_wrong_never_shown")
			.run((context) -> {
				ManagedStream stream = context.getBean(BimpeAIStreams.class).all().iterator().next();
				await().atMost(SOON).until(() -> stream.failure() instanceof AuthenticationException);
				assertThat(stream.state()).isEqualTo(StreamState.WAITING);
				await().atMost(SOON)
					.untilAsserted(() -> assertThat(output)
						.contains("Check 'bimpeai.accounts.acme.api-key', and restart when it has changed"));
			});
	}

	@Test
	void closingTheContextClosesEveryClient() {
		List<ReactiveBimpeAI> clients = new CopyOnWriteArrayList<>();
		this.withDefault
			.run((context) -> clients.addAll(List.of(context.getBean("reactiveBimpeAI", ReactiveBimpeAI.class),
					qualified(context, ReactiveBimpeAI.class, "acme"),
					qualified(context, ReactiveBimpeAI.class, "globex"))));
		assertThat(clients).hasSize(3)
			.allSatisfy(
					(client) -> assertThatExceptionOfType(UserException.class).isThrownBy(() -> list(client.blocking()))
						.withMessageContaining("The client is closed"));
	}

	@Test
	void streamsOfAccountsDeliver() {
		SimulatedConversation one = this.acme.newAgent("Pia").newConversation();
		SimulatedConversation two = this.globex.newAgent("Max").newConversation();
		this.runner.withPropertyValues(stream("acme", one))
			.withPropertyValues(stream("globex", two))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withUserConfiguration(Listener.class)
			.withPropertyValues("management.endpoints.web.exposure.include=bimpeai")
			.run((context) -> {
				this.acme.awaitOpenStreams(1, SOON);
				this.globex.awaitOpenStreams(1, SOON);
				one.receives("one");
				two.receives("two");
				Listener listener = context.getBean(Listener.class);
				await().atMost(SOON).until(() -> listener.events.size() == 2);
				assertThat(listener.events).extracting(MessageReceivedEvent::account, MessageReceivedEvent::stream)
					.containsExactlyInAnyOrder(tuple("acme", "acme.front-desk"), tuple("globex", "globex.front-desk"));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("bimpeai.stream.messages")
					.tags("account", "acme", "stream", "acme.front-desk")
					.counter()
					.count()).isOne();
				assertThat(registry.get("bimpeai.streams").tags("account", "globex", "state", "live").gauge().value())
					.isOne();
				assertThat(registry.get("bimpeai.streams").tags("account", "default", "state", "live").gauge().value())
					.isZero();
				assertThat(Objects.requireNonNull(context.getBean(BimpeAIEndpoint.class).stream("acme.front-desk"))
					.account()).isEqualTo("acme");
				assertThat(health(context).getDetails().toString()).contains("account=globex");
			});
	}

	@Test
	void streamsOfAllAccountsShareNothingButTheName() {
		SimulatedConversation one = this.main.newAgent("Pia").newConversation();
		SimulatedConversation two = this.acme.newAgent("Max").newConversation();
		this.withDefault.withPropertyValues(stream("acme", two))
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + one.agentId(),
					"bimpeai.streams.front-desk.conversation-id=" + one.id())
			.run((context) -> {
				assertThat(context.getBean(BimpeAIStreams.class).all())
					.extracting((stream) -> stream.spec().account(), (stream) -> stream.spec().name())
					.containsExactly(tuple("default", "front-desk"), tuple("acme", "acme.front-desk"));
				this.main.awaitOpenStreams(1, SOON);
				this.acme.awaitOpenStreams(1, SOON);
			});
	}

	@Test
	void streamsOfAccountsCanBeAddedAtRunTime() {
		SimulatedConversation conversation = this.acme.newAgent("Pia").newConversation();
		this.runner.run((context) -> {
			BimpeAIStreams streams = context.getBean(BimpeAIStreams.class);
			StreamSpec spec = StreamSpec.of("later", conversation.agentId(), conversation.id());
			streams.subscribe(spec.withAccount("acme"));
			this.acme.awaitOpenStreams(1, SOON);
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> streams.subscribe(spec.withAccount("nobody")))
				.withMessage("There is no account 'nobody' for stream 'later': set 'bimpeai.accounts.nobody.api-key'");
		});
	}

	@Test
	void healthLooksAtTheLastCallsOfEveryAccount() {
		this.withDefault.withPropertyValues("bimpeai.accounts.acme.api-key=sk_wrong_never_shown").run((context) -> {
			list(context.getBean("bimpeAI", BimpeAI.class));
			assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> list(client(context, "acme")));
			list(client(context, "globex"));
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsOnlyKeys("lastSuccess", "accounts", "reasons");
			assertThat((Map<?, ?>) health.getDetails().get("accounts")).hasSize(2);
			assertThat(String.valueOf(health.getDetails().get("accounts"))).contains(
					"acme={lastFailure={operation=listAgents", "error=AuthenticationException", "globex={lastSuccess=");
		});
	}

	@Test
	void theLogNamesTheAccountAndItsProperty(CapturedOutput output) {
		this.withDefault.withPropertyValues("bimpeai.accounts.acme.api-key=sk_wrong_never_shown").run((context) -> {
			assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> list(client(context, "acme")));
			assertThat(output).contains("The Console API cannot be used with account 'acme': listAgents failed: 401")
				.contains("Check 'bimpeai.accounts.acme.api-key'");
		});
	}

	@Test
	void observationsAndMetersOfCallsTellTheAccount() {
		TestObservationRegistry observations = TestObservationRegistry.create();
		this.runner.withBean(ObservationRegistry.class, () -> observations)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				list(client(context, "acme"));
				list(client(context, "globex"));
				TestObservationRegistryAssert.assertThat(observations)
					.hasAnObservation((observation) -> observation.hasNameEqualTo("bimpeai.client")
						.hasLowCardinalityKeyValue("account", "acme"));
				assertThat(context.getBean(MeterRegistry.class)
					.get("bimpeai.client.ratelimit.limit")
					.tags("account", "globex", "operation", "listAgents")
					.gauges()).hasSize(1);
			});
	}

	@Test
	void observationsAndMetersOfStreamsTellTheAccount() {
		TestObservationRegistry observations = TestObservationRegistry.create();
		SimulatedConversation conversation = this.acme.newAgent("Pia").newConversation();
		this.acme.on("listAgents").times(1).respond(503);
		this.acme.on("issueStreamTicket").times(1).respond(503);
		this.withDefault.withBean(ObservationRegistry.class, () -> observations)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withUserConfiguration(Listener.class)
			.withPropertyValues(stream("acme", conversation))
			.withPropertyValues("bimpeai.accounts.acme.max-retries=1", "bimpeai.accounts.acme.retry.initial-delay=1ms")
			.run((context) -> {
				list(context.getBean("bimpeAI", BimpeAI.class));
				list(client(context, "acme"));
				this.acme.awaitOpenStreams(1, SOON);
				conversation.receives("one");
				Listener listener = context.getBean(Listener.class);
				await().atMost(SOON).until(() -> !listener.events.isEmpty());
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(accounts(registry, "bimpeai.client.retries", "bimpeai.stream.messages",
						"bimpeai.stream.delay", "bimpeai.stream.lag", "bimpeai.stream.buffered",
						"bimpeai.stream.silence", "bimpeai.stream.reconnects"))
					.containsOnly("acme");
				assertThat(accounts(registry, "bimpeai.client.ratelimit.limit", "bimpeai.client.ratelimit.remaining",
						"bimpeai.client.ratelimit.reset"))
					.containsOnly("acme", "default");
			});
		TestObservationRegistryAssert.assertThat(observations)
			.hasAnObservation((observation) -> observation.hasNameEqualTo("bimpeai.stream.connection")
				.hasLowCardinalityKeyValue("account", "acme"))
			.hasAnObservation((observation) -> observation.hasNameEqualTo("bimpeai.stream.delivery")
				.hasLowCardinalityKeyValue("account", "acme"));
	}

	private static Set<String> accounts(MeterRegistry registry, String... meters) {
		return Stream.of(meters)
			.flatMap((meter) -> registry.get(meter).meters().stream())
			.map((meter) -> String.valueOf(meter.getId().getTag("account")))
			.collect(Collectors.toSet());
	}

	private static void lazyAndNoDefaultCandidate(BeanDefinition definition) {
		definition.setLazyInit(true);
		((AbstractBeanDefinition) definition).setDefaultCandidate(false);
	}

	private static Simulator simulator(String key) {
		return Simulator.builder().key(ApiKey.of(key)).answering(false).start();
	}

	private static String[] stream(String account, SimulatedConversation conversation) {
		String prefix = "bimpeai.accounts." + account + ".streams.front-desk.";
		return new String[] { prefix + "agent-id=" + conversation.agentId(),
				prefix + "conversation-id=" + conversation.id() };
	}

	private static BimpeAI client(ApplicationContext context, String account) {
		return qualified(context, BimpeAI.class, account);
	}

	private static <T> T qualified(ApplicationContext context, Class<T> type, String account) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), type, account);
	}

	private static void list(BimpeAI client) {
		client.agents().list(ListQuery.create()).forEach((agent) -> {
		});
	}

	private static Health health(ApplicationContext context) {
		return Objects.requireNonNull(context.getBean(ReactiveHealthIndicator.class).health().block(SOON));
	}

	@Configuration(proxyBeanMethods = false)
	static class Desks {

		private final BimpeAI main;

		private final BimpeAI acme;

		private final ReactiveBimpeAI globex;

		Desks(BimpeAI main, @Qualifier("acme") BimpeAI acme, @Qualifier("globex") ReactiveBimpeAI globex) {
			this.main = main;
			this.acme = acme;
			this.globex = globex;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Vault {

		@Bean(defaultCandidate = false)
		@Qualifier("acme")
		ApiKeyProvider acmeKeys() {
			return () -> Mono.just("sk_acme_never_shown");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherVault {

		@Bean(defaultCandidate = false)
		@Qualifier("acme")
		ApiKeyProvider otherKeys() {
			return () -> Mono.just("sk_acme_never_shown");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OpenVault {

		@Bean
		@Qualifier("acme")
		ApiKeyProvider openKeys() {
			return () -> Mono.just("sk_acme_never_shown");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Farewell implements DisposableBean {

		private final ReactiveBimpeAI client;

		Farewell(@Qualifier("acme") ReactiveBimpeAI client) {
			this.client = client;
		}

		@Override
		public void destroy() {
			list(this.client.blocking());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnReactive {

		@Bean(defaultCandidate = false)
		@Qualifier("acme")
		ReactiveBimpeAI own(Simulator server) {
			return ReactiveBimpeAI.builder().apiKey("sk_acme_never_shown").baseUrl(server.baseUrl()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBlocking {

		@Bean(defaultCandidate = false)
		@Qualifier("acme")
		BimpeAI own(Simulator server) {
			return BimpeAI.builder().apiKey("sk_acme_never_shown").baseUrl(server.baseUrl()).build();
		}

	}

	static class Listener {

		private final List<MessageReceivedEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void on(MessageReceivedEvent event) {
			this.events.add(event);
		}

	}

}
