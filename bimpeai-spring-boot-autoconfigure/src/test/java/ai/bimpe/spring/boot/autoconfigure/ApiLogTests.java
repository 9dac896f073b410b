package ai.bimpe.spring.boot.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.ClientVersion;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.simulator.Simulator;
import io.netty.handler.proxy.ProxyConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ApiLog}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApiLogTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private final Clock clock = mock(Clock.class);

	private final ApiLog log = new ApiLog("default", this.clock, "");

	private Simulator simulator;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		given(this.clock.instant()).willReturn(NOON);
		this.simulator = Simulator.start();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_never_shown", "bimpeai.base-url=" + this.simulator.baseUrl(),
					"bimpeai.max-retries=0");
	}

	@AfterEach
	void stop(CapturedOutput output) {
		this.simulator.close();
		assertThat(output).doesNotContain("sk_never_shown");
	}

	@Test
	void saysAtStartWhichApiIsUsed(CapturedOutput output) {
		this.runner.run((context) -> assertThat(ours(output)).singleElement()
			.asString()
			.contains("INFO")
			.endsWith("BimpeAI client " + ClientVersion.get() + " uses the Console API at 127.0.0.1:"
					+ this.simulator.port()));
	}

	@Test
	void startsWithABaseUrlThatALineEndFollows(CapturedOutput output) {
		BimpeAIConnectionDetails details = new BimpeAIConnectionDetails() {
			@Override
			public String apiKey() {
				return "sk_never_shown";
			}

			@Override
			public String baseUrl() {
				return "https://api.bimpe.ai\n";
			}
		};
		this.runner.withBean(BimpeAIConnectionDetails.class, () -> details).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).contains(" uses the Console API at api.bimpe.ai");
		});
	}

	@Test
	void saysOnlyTheHostOfTheUsualApi(CapturedOutput output) {
		this.runner.withPropertyValues("bimpeai.base-url=https://api.bimpe.ai")
			.run((context) -> assertThat(ours(output)).singleElement()
				.asString()
				.endsWith(" uses the Console API at api.bimpe.ai"));
	}

	@Test
	void saysWhereCustomizerHasLedTheClient(CapturedOutput output) {
		this.runner.withPropertyValues("bimpeai.base-url=https://api.bimpe.ai")
			.withBean(BimpeAIClientCustomizer.class, () -> (builder) -> builder.baseUrl(this.simulator.baseUrl()))
			.run((context) -> assertThat(ours(output)).singleElement()
				.asString()
				.endsWith(" uses the Console API at 127.0.0.1:" + this.simulator.port()));
	}

	@Test
	void saysWhereCustomizerHasLedTheClientOfAnAccount(CapturedOutput output) {
		this.runner
			.withPropertyValues("bimpeai.accounts.acme.api-key=sk_never_shown",
					"bimpeai.accounts.acme.base-url=https://api.bimpe.ai")
			.withBean(BimpeAIClientCustomizer.class, () -> (builder) -> builder.baseUrl(this.simulator.baseUrl()))
			.run((context) -> assertThat(ours(output)).hasSize(2)
				.anySatisfy((line) -> assertThat(line)
					.endsWith(" uses the Console API at 127.0.0.1:" + this.simulator.port() + " with account 'acme'")));
	}

	@Test
	void claimsNoEmbeddedSimulatorWhenCustomizerHasLedTheClientElsewhere(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class))
			.withBean(BimpeAIClientCustomizer.class, () -> (builder) -> builder.baseUrl("https://api.bimpe.ai"))
			.run((context) -> assertThat(ours(output)).singleElement()
				.asString()
				.endsWith(" uses the Console API at api.bimpe.ai"));
	}

	@ParameterizedTest
	@CsvSource({ "401, 'bimpeai.api-key'", "429, 'bimpeai.retry.max-retry-after'", "500, support", "503, support" })
	void fiftyRefusedCallsAreOneLineWithRemedyAndRequestId(int status, String remedy, CapturedOutput output) {
		this.simulator.on("listAgents").times(50).respond(status);
		this.runner.run((context) -> {
			fail(context, 50);
			assertThat(warnings(output)).singleElement()
				.asString()
				.contains("listAgents failed: " + status)
				.contains("(request id call-0)")
				.contains(remedy);
			list(context, 50);
			assertThat(ours(output)).hasSize(3).last().asString().contains("can be used again, after failed calls: 50");
			assertThat(output).doesNotContain("\tat ");
		});
	}

	@Test
	void fiftyRefusedConnectionsAreOneLineWithRequestId(CapturedOutput output) {
		this.runner.run((context) -> {
			this.simulator.close();
			fail(context, 50);
			assertThat(warnings(output)).singleElement().asString().contains("call-0").contains("'bimpeai.base-url'");
			assertThat(output).doesNotContain("\tat ");
		});
	}

	@Test
	void callsThatAreWrongThemselvesAreNoNews(CapturedOutput output) {
		this.simulator.on("listAgents").respond(404);
		this.runner.run((context) -> {
			fail(context, 3);
			assertThat(warnings(output)).isEmpty();
		});
	}

	@Test
	void troubleThatComesAndGoesIsToldOnceMinute(CapturedOutput output) {
		for (int i = 0; i < 50; i++) {
			this.log.onCall(result(timeout()));
			this.log.onCall(result(null));
		}
		assertThat(ours(output)).hasSize(2);
		given(this.clock.instant()).willReturn(NOON.plusSeconds(60));
		this.log.onCall(result(timeout()));
		assertThat(ours(output)).hasSize(3);
	}

	@Test
	void troubleThatStaysIsToldWhenTheMinuteIsOver(CapturedOutput output) {
		this.log.onCall(result(timeout()));
		this.log.onCall(result(null));
		this.log.onCall(result(timeout()));
		assertThat(warnings(output)).hasSize(1);
		given(this.clock.instant()).willReturn(NOON.plusSeconds(61));
		this.log.onCall(result(timeout()));
		this.log.onCall(result(timeout()));
		assertThat(warnings(output)).hasSize(2);
	}

	@Test
	void troubleThatGoesOnIsToldOnceHoweverLong(CapturedOutput output) {
		this.log.onCall(result(timeout()));
		given(this.clock.instant()).willReturn(NOON.plusSeconds(61));
		this.log.onCall(result(timeout()));
		assertThat(warnings(output)).hasSize(1);
	}

	@Test
	void everyOutageCountsItsOwnCalls(CapturedOutput output) {
		this.log.onCall(result(timeout()));
		this.log.onCall(result(timeout()));
		this.log.onCall(result(null));
		given(this.clock.instant()).willReturn(NOON.plusSeconds(61));
		this.log.onCall(result(timeout()));
		this.log.onCall(result(null));
		assertThat(ours(output)).hasSize(4);
		assertThat(ours(output).get(1)).endsWith("after failed calls: 2");
		assertThat(ours(output).get(3)).endsWith("after failed calls: 1");
	}

	@Test
	void failuresBeforeSuccessAreOfNoLaterOutage(CapturedOutput output) {
		for (int i = 0; i < 5; i++) {
			this.log.onCall(result(timeout()));
			this.log.onCall(result(null));
		}
		given(this.clock.instant()).willReturn(NOON.plusSeconds(61));
		this.log.onCall(result(timeout()));
		this.log.onCall(result(null));
		assertThat(ours(output)).hasSize(4).last().asString().endsWith("after failed calls: 1");
	}

	@Test
	void newKindOfTroubleIsTold(CapturedOutput output) {
		this.log.onCall(result(timeout()));
		this.log.onCall(result(new ApiConnectionException("listAgents could not connect", null, false)));
		assertThat(warnings(output)).hasSize(2);
		assertThat(warnings(output).get(0)).contains("'bimpeai.timeout'");
		assertThat(warnings(output).get(1)).contains("'bimpeai.base-url'");
	}

	@Test
	void saysWhatToDoAboutProxyThatIsInTheEnvironmentOnly(CapturedOutput output) {
		ApiLog log = new ApiLog("acme", this.clock, EnvironmentProxy
			.hint(new BimpeAIProperties.Proxy(null, null, null, null), Map.of("https_proxy", "http://SECRET@proxy:1")));
		log.onCall(result(new ApiConnectionException("listAgents could not connect to the server", null, false)));
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("the environment variable https_proxy is not read")
			.contains("'bimpeai.accounts.acme.proxy.host'")
			.doesNotContain("SECRET");
	}

	@Test
	void leavesTheEnvironmentAloneWhereItIsNotTheCause(CapturedOutput output) {
		ApiLog log = new ApiLog("default", this.clock, "HINT");
		log.onCall(result(new ApiConnectionException("listAgents lost its connection to the server", null, true)));
		log.onCall(result(new ApiConnectionException("listAgents could not connect through the proxy",
				new ProxyConnectException("http, none, a => b, status: 407 Needed"), false)));
		assertThat(warnings(output)).hasSize(2);
		assertThat(output).doesNotContain("HINT");
		BimpeAIProperties.Proxy set = new BimpeAIProperties.Proxy("proxy.example.com", 3128, null, null);
		assertThat(EnvironmentProxy.hint(set, Map.of("HTTPS_PROXY", "http://proxy:1"))).isEmpty();
		BimpeAIProperties.Proxy none = new BimpeAIProperties.Proxy(null, null, null, null);
		assertThat(EnvironmentProxy.hint(none, Map.of("HTTPS_PROXY", " ", "NO_PROXY", "*"))).isEmpty();
		assertThat(EnvironmentProxy.hint(none, Map.of("ALL_PROXY", "a", "HTTPS_PROXY", "b"))).contains("HTTPS_PROXY");
	}

	@Test
	void namesTheAccountWhenItBeginsAndWhenItEnds(CapturedOutput output) {
		ApiLog log = new ApiLog("acme", this.clock, "");
		log.onCall(result(timeout()));
		log.onCall(result(null));
		assertThat(ours(output).get(0)).contains("cannot be used with account 'acme'")
			.contains("'bimpeai.accounts.acme.timeout'");
		assertThat(ours(output).get(1)).contains("INFO").contains("used again with account 'acme'");
	}

	@Test
	void answerThatRefusesOneCallEndsAnOutageAndAnotherFailureDoesNot(CapturedOutput output) {
		this.log.onCall(result(timeout()));
		this.log.onCall(result(new BimpeAIException("cannot be read")));
		assertThat(ours(output)).hasSize(1);
		this.log.onCall(result(mock(NotFoundException.class)));
		assertThat(ours(output)).hasSize(2);
	}

	private static BimpeAIException timeout() {
		return new ApiTimeoutException("listAgents timed out", null, true);
	}

	private static CallResult result(@Nullable BimpeAIException error) {
		return new CallResult("listAgents", "id", 1, Duration.ZERO, null, null, error, "default");
	}

	private static void fail(ApplicationContext context, int calls) {
		IntStream.range(0, calls).forEach((i) -> assertThatException().isThrownBy(() -> list(context, i)));
	}

	private static void list(ApplicationContext context, int number) {
		Objects.requireNonNull(context.getBean(BimpeAI.class)
			.agents()
			.list(ListQuery.create(), RequestOption.requestId("call-" + number)));
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("WARN") || line.contains("ERROR")).toList();
	}

	private static List<String> ours(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains(" ai.bimpe.client ")).toList();
	}

}
