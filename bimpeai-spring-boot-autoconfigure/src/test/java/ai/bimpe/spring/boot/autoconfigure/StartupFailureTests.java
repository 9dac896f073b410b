package ai.bimpe.spring.boot.autoconfigure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.cluster.BimpeAIClusterAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.Mockito.mock;

/**
 * Tests for what an application prints that cannot start.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTests {

	private static final String SECRET = "sk_never_shown";

	@Test
	void saysHowToSetTheKey(CapturedOutput output) {
		fail("spring.main.lazy-initialization", "false");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("neither 'bimpeai.api-key' nor the environment variable BIMPEAI_API_KEY is set")
			.contains(
					"define an ApiKeyProvider bean, if the key comes from a vault, or a BimpeAIConnectionDetails bean")
			.contains("ai.bimpe:bimpeai-simulator");
	}

	@Test
	void saysThatThePlaceholderOfTheKeyIsNotDefined(CapturedOutput output) {
		fail("bimpeai.api-key", "${NO_SUCH_VARIABLE}");
		assertThat(output).contains("'bimpeai.api-key' is ${NO_SUCH_VARIABLE}, and nothing defines that");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"", "'" })
	void saysThatTheKeyIsQuoted(String mark, CapturedOutput output) {
		fail("bimpeai.api-key", mark + SECRET + mark);
		assertThat(output)
			.contains("'bimpeai.api-key' is enclosed in quotation marks, which would be sent as a part of it");
	}

	@Test
	void saysThatTheKeyIsBlank(CapturedOutput output) {
		fail("bimpeai.api-key", "");
		assertThat(output).contains("The BimpeAI client needs an API key, but 'bimpeai.api-key' is blank.");
	}

	@Test
	void saysThatThereIsBaseUrlButNoKey(CapturedOutput output) {
		fail("bimpeai.base-url", "https://api.bimpe.ai");
		assertThat(output).contains("but 'bimpeai.base-url' is set, and 'bimpeai.api-key' is not.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "base-url", "streams.front-desk.agent-id", "streams.front-desk.channels[0]",
			"default-headers.x-team", "proxy.host", "accounts.acme.base-url", "accounts.acme.streams.desk.agent-id" })
	void namesThePropertyWhosePlaceholderIsNotDefined(String property, CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.accounts.acme.api-key", SECRET, "bimpeai." + property,
				"prefix-${NO_SUCH_VARIABLE}");
		assertThat(output).contains("'bimpeai." + property + "' is ${NO_SUCH_VARIABLE}, and nothing defines that");
	}

	@Test
	void saysThatTheKeyCannotBeSent(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET + "\nX-Evil: 1");
		assertThat(output).contains("The API key (bimpeai.api-key) must not hold control characters")
			.contains("Correct the setting. It comes from a property, an environment variable, or a "
					+ "BimpeAIConnectionDetails or BimpeAIClientCustomizer bean.");
	}

	@Test
	void saysThatTheBaseUrlIsMalformed(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.base-url", "https://user:" + SECRET + "@api.bimpe.ai");
		assertThat(output)
			.contains("The BimpeAI client cannot be configured: The base URL must look like " + "https://api.bimpe.ai")
			.contains("(bimpeai.base-url)");
	}

	@Test
	void saysThatTheBaseUrlIsInsecure(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.base-url", "http://api.example.com");
		assertThat(output).contains("The base URL must use https")
			.contains("bimpeai.allow-insecure-base-url=true if plain http is what you want");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api.bimpe.ai", "ftp://api.bimpe.ai", "https://", "https://api.bimpe.ai?x=1" })
	void namesThePropertyOfBaseUrlThatIsNone(String baseUrl, CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.base-url", baseUrl);
		assertThat(output).contains("The base URL must look like https://api.bimpe.ai").contains("(bimpeai.base-url)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bimpeai.ssl.bundle", "spring.http.clients.ssl.bundle" })
	void namesThePropertyOfUnknownSslBundle(String property, CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, property, "nowhere");
		assertThat(output)
			.contains("The BimpeAI client cannot be configured: '" + property
					+ "' is 'nowhere', and there is no SSL bundle of this name")
			.contains("Define it with 'spring.ssl.bundle.pem.nowhere.*' or 'spring.ssl.bundle.jks.nowhere.*'");
	}

	@Test
	void leavesSslBundlesOfOthersToOthers() {
		assertThat(new UnknownSslBundleFailureAnalyzer(new MockEnvironment())
			.analyze(new NoSuchSslBundleException("other", "unknown"))).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					ssl.bundle=~                                     | ssl.bundle           | must not be blank
					proxy.host=~                                     | proxy.host           | must not be blank
					proxy.host=proxy                                 | proxy.port           | must be set: 'bimpeai.proxy.host'
					proxy.port=3128                                  | proxy.host           | must be set: 'bimpeai.proxy.port'
					proxy.port=70000                                 | proxy.port           | must be from 1 to 65535, but is 70000
					proxy.host=h,proxy.port=1,proxy.username=pia     | proxy.password       | must be set
					proxy.host=h,proxy.port=1,proxy.password=%s      | proxy.username       | must be set
					proxy.username=pia,proxy.password=%s             | proxy.host           | must be set: 'bimpeai.proxy.username'
					pool.max-connections=0                           | pool.max-connections | must be 1 or more, but is 0
					pool.max-idle-time=0s                            | pool.max-idle-time   | must be longer than zero
					pool.max-life-time=-1s                           | pool.max-life-time   | must be longer than zero
					""")
	void namesThePropertyOfConnectionsThatCannotWork(String settings, String property, String rule,
			CapturedOutput output) {
		String[] properties = Stream
			.concat(Stream.of("bimpeai.api-key", SECRET),
					Arrays.stream(settings.formatted(SECRET).replace('~', ' ').split("[,=]"))
						.map((part) -> part.matches("[a-z]+\\.[a-z-]+") ? "bimpeai." + part : part))
			.toArray(String[]::new);
		fail(properties);
		assertThat(output).contains("The BimpeAI client cannot be configured: 'bimpeai." + property + "' " + rule);
	}

	@Test
	void saysThatThereAreNoSslBundles(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.ssl.bundle", "console", "spring.autoconfigure.exclude",
				SslAutoConfiguration.class.getName());
		assertThat(output).contains("'bimpeai.ssl.bundle' needs a bean of type SslBundles, and there is none");
	}

	@Test
	void saysHowToChooseBetweenSeveralClients(CapturedOutput output) {
		fail(SeveralClients.class, "bimpeai.api-key", SECRET);
		assertThat(output).contains("Parameter 0 of constructor in " + Desk.class.getName())
			.contains("needs one BimpeAI, but the application defines several: one, two")
			.contains("with @Qualifier(\"one\")")
			.contains("as @Primary")
			.contains("'bimpeai.api-key'");
	}

	@Test
	void saysThatStreamsNeedOneClient(CapturedOutput output) {
		fail(SeveralReactiveClients.class, "bimpeai.streams.front-desk.agent-id", "agt_1");
		assertThat(output)
			.contains("The BimpeAI client cannot be configured: 'bimpeai.streams.*' needs one client, and "
					+ "the application defines several: mark one of the ReactiveBimpeAI beans as @Primary");
	}

	@Test
	void namesTheListenerWhoseConditionCannotWork(CapturedOutput output) {
		fail(Misspelt.class, "bimpeai.api-key", SECRET, "bimpeai.base-url", "http://127.0.0.1:1",
				"bimpeai.streams.front-desk.agent-id", "agt_1");
		assertThat(output)
			.contains("A listener of a BimpeAI stream cannot work. The condition of " + Misspelt.class.getName()
					+ "#on, \"#evnt.stream == 'x'\", refers to '#evnt', which is no parameter of "
					+ "the method: write '#a0' for the first one.")
			.contains("Change the listener, or the stream, as described.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					bimpeai.streams.front-desk.on-delivery-failure | pauze | must be one of 'continue', 'pause', but is 'pauze'.
					bimpeai.listener.shutdown                      | drin  | must be one of 'current', 'drain', but is 'drin'.
					bimpeai.max-retries                            | many  | must be a whole number up to 2147483647, but is 'many'.
					bimpeai.timeout                                | soon  | must be a duration such as 500ms, 30s or 10m, but is 'soon'.
					bimpeai.cluster.enabled                        | yes   | must be one of 'true', 'false', but is 'yes'.
					bimpeai.simulator.enabled                      | maybe | must be one of 'true', 'false', 'auto', but is 'maybe'.
					""")
	void namesThePropertyWhoseValueIsNoneOfTheSet(String property, String value, String rule, CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.base-url", "http://127.0.0.1:1", "bimpeai.streams.front-desk.agent-id",
				"agt_1", property, value);
		assertThat(output).contains("The BimpeAI client cannot be configured: '" + property + "' " + rule)
			.contains("Correct the setting.");
	}

	@Test
	void namesThePropertyOfClusterWithoutLocks(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.cluster.enabled", "true");
		assertThat(output).contains("The BimpeAI client cannot be configured: 'bimpeai.cluster.enabled' needs a "
				+ "bean of type LockRegistry, and there is none: define one, such as a JdbcLockRegistry");
	}

	@Test
	void namesThePropertyOfClusterWithoutStore(CapturedOutput output) {
		fail(Locks.class, "bimpeai.api-key", SECRET, "bimpeai.cluster.enabled", "true");
		assertThat(output).contains("The BimpeAI client cannot be configured: 'bimpeai.cluster.enabled' needs a "
				+ "bean of type ConcurrentMetadataStore, and there is none: define one, such as a JdbcMetadataStore");
	}

	@Test
	void namesThePropertyOfNoDuration(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.timeout", "0s");
		assertThat(output).contains(
				"The BimpeAI client cannot be configured: 'bimpeai.timeout' must be longer than zero, but is PT0S");
	}

	@Test
	void namesThePropertyOfNegativeRetries(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.max-retries", "-1");
		assertThat(output)
			.contains("The BimpeAI client cannot be configured: 'bimpeai.max-retries' must be zero or more, but is -1");
	}

	@Test
	void namesThePropertyOfHugeSize(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.max-response-size", "3GB");
		assertThat(output)
			.contains("The BimpeAI client cannot be configured: 'bimpeai.max-response-size' must be from 1B to 2GB");
	}

	@Test
	void namesThePropertiesOfContradictingDelays(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.retry.initial-delay", "20s");
		assertThat(output).contains(
				"The BimpeAI client cannot be configured: 'bimpeai.retry.max-delay' must not be below 'bimpeai.retry.initial-delay'");
	}

	@Test
	void refusesTwoSpellingsOfOneStream(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.streams.front-desk.agent-id", "agt_1",
				"bimpeai.streams.frontdesk.agent-id", "agt_1");
		assertThat(output).contains("'bimpeai.streams.front-desk' and 'bimpeai.streams.frontdesk' are spellings "
				+ "of one name: keep one, in lower case and without hyphens where it also comes from environment variables");
	}

	@Test
	void namesThePropertyOfStreamWithoutAgent(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.streams.front-desk.conversation-id", "cnv_1");
		assertThat(output).contains(
				"The BimpeAI client cannot be configured: 'bimpeai.streams.front-desk.agent-id' must be set: name the agent to follow");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					conversation-id         | ' '                  | must not be blank
					after                   | ' '                  | must not be blank
					after                   | msg_1                | of a stream that follows every conversation of an agent must
					channels                | webchat,,            | must not be blank
					max-live                | 0                    | must be 1 or more, but is 0
					active-window           | 0s                   | must be longer than zero
					poll-interval           | -1s                  | must be longer than zero
					requests-per-minute     | 0                    | must be 1 or more, but is 0
					shards                  | 0                    | must be 1 or more, but is 0
					walk-interval           | 0s                   | must be longer than zero
					shards                  | 41                   | must not be above 'bimpeai.streams.front-desk.max-live'
					delivery.max-attempts   | 0                    | must be 1 or more, but is 0
					delivery.initial-delay  | 0s                   | must be at least 1ms
					delivery.max-delay      | 1ms                  | must not be below 'bimpeai.streams.front-desk.delivery.in
					delivery.multiplier     | 0.5                  | must be 1 or more, but is 0.5
					transactional           | true                 | needs a PlatformTransactionManager
					""")
	void namesThePropertyOfStreamThatCannotWork(String property, String value, String rule, CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.streams.front-desk.agent-id", "agt_1",
				"bimpeai.streams.front-desk." + property, value);
		assertThat(output)
			.contains("The BimpeAI client cannot be configured: 'bimpeai.streams.front-desk." + property + "' " + rule);
	}

	@Test
	void namesTheStreamWhoseNameCannotBeKept(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.streams[desk/one].agent-id", "agt_1");
		assertThat(output).contains(
				"The BimpeAI client cannot be configured: The name of 'bimpeai.streams.desk/one' must not hold '/' or '#'");
	}

	@ParameterizedTest
	@CsvSource({ "channels,webchat", "test-channels,false", "max-live,1", "active-window,1m", "poll-interval,1s",
			"requests-per-minute,1", "shards,2", "walk-interval,2h" })
	void namesTheConversationThatPropertyOfWholeAgentsHasNoEffectOn(String property, String value,
			CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.streams.front-desk.agent-id", "agt_1",
				"bimpeai.streams.front-desk.conversation-id", "cnv_1", "bimpeai.streams.front-desk." + property, value);
		assertThat(output).contains("'bimpeai.streams.front-desk.conversation-id' must not be set beside properties")
			.contains("'" + property + "'");
	}

	@Test
	void namesTheHeaderThatCannotBeSent(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.default-headers.X-Team", "a\nb: " + SECRET);
		assertThat(output).contains(
				"The BimpeAI client cannot be configured: The value of header 'X-Team' must not hold control characters");
	}

	@Test
	void namesTheKeyOfTheAccountThatHasNone(CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.accounts.acme.timeout", "5s");
		assertThat(output)
			.contains("The BimpeAI client of account 'acme' needs an API key, but 'bimpeai.accounts.acme.api-key' is "
					+ "not set")
			.contains("set 'bimpeai.accounts.acme.api-key' to a key")
			.contains(
					"define an ApiKeyProvider bean with @Bean(defaultCandidate = false) and @Qualifier(\"acme\"), if");
	}

	@Test
	void namesThePlaceholderOfTheKeyOfAnAccount(CapturedOutput output) {
		fail("bimpeai.accounts.acme.api-key", "${NO_SUCH_VARIABLE}");
		assertThat(output).contains("'bimpeai.accounts.acme.api-key' is ${NO_SUCH_VARIABLE}, and nothing defines that");
	}

	@Test
	void saysThatTheClientMustBeNamedWhereAllKeysAreThoseOfAccounts(CapturedOutput output) {
		fail(Desk.class, "bimpeai.accounts.acme.api-key", SECRET, "bimpeai.accounts.globex.api-key", SECRET);
		assertThat(output)
			.contains("Parameter 0 of constructor in " + Desk.class.getName() + " needs the BimpeAI of an account. "
					+ "There are clients of these: acme, globex")
			.contains("with @Qualifier(\"acme\")")
			.contains("set 'bimpeai.api-key' for a client that needs no name");
	}

	@Test
	void saysWhichAccountsThereAreWhenAnotherOneIsNamed(CapturedOutput output) {
		fail(NamedDesk.class, "bimpeai.api-key", SECRET, "bimpeai.accounts.acme.api-key", SECRET);
		assertThat(output)
			.contains(
					"Parameter 0 of constructor in " + NamedDesk.class.getName() + " needs the BimpeAI of an account. "
							+ "There are clients of these: acme. None of them is the one that is asked for.")
			.contains("leave the qualifier out, if the client of 'bimpeai.api-key' is meant")
			.doesNotContain("is not set");
	}

	@Test
	void saysHowToChooseBetweenSeveralClientsBesideAccountsToo(CapturedOutput output) {
		fail(SeveralClients.class, "bimpeai.accounts.acme.api-key", SECRET);
		assertThat(output).contains("needs one BimpeAI, but the application defines several: one, two");
	}

	@Test
	void saysThatStreamsWithoutAccountNeedTheDefaultClient(CapturedOutput output) {
		fail("bimpeai.accounts.acme.api-key", SECRET, "bimpeai.streams.front-desk.agent-id", "agt_1");
		assertThat(output)
			.contains("'bimpeai.streams.*' needs the default client, and only accounts have API keys: set "
					+ "'bimpeai.api-key', or follow the streams of an account with 'bimpeai.accounts.<name>.streams.*'");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					timeout                        | 0s         | bimpeai.accounts.acme.timeout' must be longer than zero
					timeout                        | soon       | bimpeai.accounts.acme.timeout' must be a duration such as 500ms, 30s or 10m, but is 'soon'
					max-retries                    | -1         | bimpeai.accounts.acme.max-retries' must be zero or more
					retry.initial-delay            | 20s        | bimpeai.accounts.acme.retry.max-delay' must not be below
					base-url                       | http://a.b | set bimpeai.accounts.acme.allow-insecure-base-url=true
					base-url                       | nowhere    | (bimpeai.accounts.acme.base-url)
					pool.max-connections           | 0          | bimpeai.accounts.acme.pool.max-connections' must be 1 or more
					streams.desk.conversation-id   | cnv_1      | bimpeai.accounts.acme.streams.desk.agent-id' must be set
					""")
	void namesThePropertyOfTheAccount(String property, String value, String problem, CapturedOutput output) {
		fail("bimpeai.api-key", SECRET, "bimpeai.accounts.acme.api-key", SECRET, "bimpeai.accounts.acme." + property,
				value);
		assertThat(output).contains("The BimpeAI client cannot be configured: ").contains(problem);
	}

	@ParameterizedTest
	@CsvSource({ "shards,41", "after,msg_1", "delivery.multiplier,0.5", "transactional,true" })
	void namesThePropertyOfTheStreamOfAnAccount(String property, String value, CapturedOutput output) {
		fail("bimpeai.accounts.acme.api-key", SECRET, "bimpeai.accounts.acme.streams.desk.agent-id", "agt_1",
				"bimpeai.accounts.acme.streams.desk." + property, value);
		assertThat(output).contains(
				"The BimpeAI client cannot be configured: 'bimpeai.accounts.acme.streams.desk." + property + "' ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "Acme", "[acme.eu]", "[a/b]" })
	void namesTheAccountWhoseNameCannotBeUsed(String name, CapturedOutput output) {
		fail("bimpeai.accounts" + (name.startsWith("[") ? "" : ".") + name + ".api-key", SECRET);
		assertThat(output).contains("must be made of lower-case letters, digits and hyphens, and not be 'default'");
	}

	@Test
	void namesThePropertyOfUnknownSslBundleOfAnAccount(CapturedOutput output) {
		fail("bimpeai.accounts.acme.api-key", SECRET, "bimpeai.accounts.acme.ssl.bundle", "nowhere");
		assertThat(output)
			.contains("'bimpeai.accounts.acme.ssl.bundle' is 'nowhere', and there is no SSL bundle of this name");
	}

	@Test
	void explainsBeforeTheGeneralAnalyzerOfBindings() {
		assertThat(new BimpeAIConfigurationFailureAnalyzer().getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
	}

	private static void fail(String... properties) {
		fail(Application.class, properties);
	}

	private static void fail(Class<?> type, String... properties) {
		SpringApplication application = new SpringApplication(Application.class, type);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setResourceLoader(new DefaultResourceLoader(new FilteredClassLoader(Simulator.class)));
		String[] arguments = IntStream.iterate(0, (i) -> i < properties.length, (i) -> i + 2)
			.mapToObj((i) -> "--" + properties[i] + "=" + properties[i + 1])
			.toArray(String[]::new);
		assertThatException().isThrownBy(() -> application.run(arguments)).satisfies((failure) -> {
			StringWriter trace = new StringWriter();
			failure.printStackTrace(new PrintWriter(trace));
			assertThat(trace.toString()).doesNotContain(SECRET);
		});
	}

	@AfterEach
	void secretIsNeverShown(CapturedOutput output) {
		assertThat(output).doesNotContain(SECRET);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
			BimpeAIClusterAutoConfiguration.class, HttpClientAutoConfiguration.class,
			ReactiveHttpClientAutoConfiguration.class, SslAutoConfiguration.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Desk.class)
	static class SeveralClients {

		@Bean
		BimpeAI one() {
			return mock(BimpeAI.class);
		}

		@Bean
		BimpeAI two() {
			return mock(BimpeAI.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SeveralReactiveClients {

		@Bean
		ReactiveBimpeAI one() {
			return mock(ReactiveBimpeAI.class);
		}

		@Bean
		ReactiveBimpeAI two() {
			return mock(ReactiveBimpeAI.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Locks {

		@Bean
		DefaultLockRegistry lockRegistry() {
			return new DefaultLockRegistry();
		}

	}

	static class NamedDesk {

		NamedDesk(@Qualifier("nobody") BimpeAI client) {
		}

	}

	static class Misspelt {

		@EventListener(condition = "#evnt.stream == 'x'")
		void on(MessageReceivedEvent event) {
		}

	}

	static class Desk {

		Desk(BimpeAI client) {
		}

	}

}
