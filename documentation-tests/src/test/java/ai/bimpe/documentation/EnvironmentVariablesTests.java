package ai.bimpe.documentation;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.documentation.MarkdownFile.CodeBlock;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIProperties;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@code docs/deployment.md} says about environment variables.
 */
@ExtendWith(OutputCaptureExtension.class)
class EnvironmentVariablesTests {

	private static final String PAGE = "docs/deployment.md";

	private static final Pattern VARIABLE = Pattern.compile("`(BIMPEAI_[A-Z0-9_]+)`");

	private static final Pattern STREAM = Pattern.compile("(bimpeai\\.(?:accounts\\.[^.]+\\.)?streams\\.)([^.]+)\\..*");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
		.withPropertyValues("bimpeai.api-key=sk_key", "bimpeai.listener.auto-startup=false");

	@ParameterizedTest
	@MethodSource("streamsOfPages")
	void variableReachesEveryStreamThatPagesConfigure(Map<String, Object> properties, String prefix, String name) {
		String variable = (prefix + name + ".agent-id").replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
		ConfigurableEnvironment environment = environment(properties, Map.of(variable, "agt_variable"));
		Map<String, BimpeAIProperties.Stream> streams = Binder.get(environment)
			.bind(prefix.startsWith("bimpeai.accounts.") ? prefix.replace(".streams.", "") : "bimpeai",
					BimpeAIProperties.class)
			.get()
			.streams();
		assertThat(streams).extractingByKey(name)
			.extracting(BimpeAIProperties.Stream::agentId)
			.isEqualTo("agt_variable");
	}

	@Test
	void variablesOfThePageSetWhatItSays() {
		Map<String, Object> variables = new HashMap<>(Map.of("BIMPEAI_TIMEOUT", "20s", "BIMPEAI_MAXRETRIES", "4",
				"BIMPEAI_STREAMS_FRONTDESK_AGENTID", "agt_2", "BIMPEAI_STREAMS_FRONTDESK_DELIVERY_MAXATTEMPTS", "5",
				"BIMPEAI_ACCOUNTS_ACME_APIKEY", "sk_acme", "BIMPEAI_ACCOUNTS_ACME_STREAMS_FRONTDESK_AGENTID", "agt_3",
				"BIMPEAI_DEFAULTHEADERS_XTEAM", "blue"));
		assertThat(variablesOnThePage()).containsAll(variables.keySet());
		run(Map.of("bimpeai.streams.frontdesk.agent-id", "agt_1"), variables).run((context) -> {
			assertThat(context).hasNotFailed();
			BimpeAIProperties properties = context.getBean(BimpeAIProperties.class);
			assertThat(properties.timeout()).hasSeconds(20);
			assertThat(properties.maxRetries()).isEqualTo(4);
			assertThat(properties.defaultHeaders()).containsOnly(Map.entry("xteam", "blue"));
			assertThat(context.getBean(BimpeAIStreams.class).all()).extracting((stream) -> stream.spec().name())
				.containsExactlyInAnyOrder("frontdesk", "acme.frontdesk");
			assertThat(context.getBean(BimpeAIStreams.class).all()).extracting((stream) -> stream.spec().agentId())
				.containsExactlyInAnyOrder("agt_2", "agt_3");
			assertThat(properties.streams()).extractingByKey("frontdesk")
				.extracting((stream) -> stream.delivery().maxAttempts())
				.isEqualTo(5);
		});
	}

	@Test
	void variableWithoutHyphensConfiguresAnotherStreamThanTheOneWithHyphens() {
		run(Map.of("bimpeai.streams.front-desk.agent-id", "agt_1"),
				Map.of("BIMPEAI_STREAMS_FRONTDESK_AGENTID", "agt_2"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(
						"'bimpeai.streams.front-desk' and 'bimpeai.streams.frontdesk' are spellings of one name"));
	}

	@Test
	void variableWithUnderscoresReachesStreamWithHyphensThatIsDefinedElsewhere(CapturedOutput output) {
		String variable = "BIMPEAI_STREAMS_FRONT_DESK_AGENT_ID";
		assertThat(variablesOnThePage()).contains(variable);
		run(Map.of("bimpeai.streams.front-desk.agent-id", "agt_1"), Map.of(variable, "agt_2"))
			.run((context) -> assertThat(context.getBean(BimpeAIProperties.class).streams())
				.extractingByKey("front-desk")
				.extracting(BimpeAIProperties.Stream::agentId)
				.isEqualTo("agt_2"));
		run(Map.of(), Map.of(variable, "agt_2"))
			.run((context) -> assertThat(context.getBean(BimpeAIProperties.class).streams()).isEmpty());
		assertThat(output).containsOnlyOnce("The environment variable " + variable + " sets no property");
	}

	@Test
	void underscoreMayStandForHyphenOfProperty() {
		Map<String, Object> variables = Map.of("BIMPEAI_MAX_RETRIES", "4", "BIMPEAI_STREAMS_FRONTDESK_AGENT_ID",
				"agt_2");
		assertThat(variablesOnThePage()).containsAll(variables.keySet());
		run(Map.of(), variables).run((context) -> {
			assertThat(context).hasNotFailed();
			BimpeAIProperties properties = context.getBean(BimpeAIProperties.class);
			assertThat(properties.maxRetries()).isEqualTo(4);
			assertThat(properties.streams()).extractingByKey("frontdesk")
				.extracting(BimpeAIProperties.Stream::agentId)
				.isEqualTo("agt_2");
		});
	}

	@Test
	void variableThatSetsNothingIsReported(CapturedOutput output) {
		run(Map.of("bimpeai.streams.frontdesk.agent-id", "agt_1"),
				Map.of("BIMPEAI_STREAMS_FRONTDESK_AGENT", "agt_2", "BIMPEAI_DEFAULT_HEADERS_X_TEAM", "blue"))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("The environment variable BIMPEAI_STREAMS_FRONTDESK_AGENT sets no property")
			.contains("The environment variable BIMPEAI_DEFAULT_HEADERS_X_TEAM sets no property");
		assertThat(variablesOnThePage()).contains("BIMPEAI_DEFAULT_HEADERS_X_TEAM");
	}

	@Test
	void variablesOfServiceOfKubernetesAreIgnored(CapturedOutput output) {
		Set<String> variables = Set.of("BIMPEAI_SERVICE_HOST", "BIMPEAI_SERVICE_PORT", "BIMPEAI_PORT",
				"BIMPEAI_PORT_8080_TCP_ADDR");
		assertThat(variablesOnThePage()).containsAll(variables);
		run(Map.of(), variables.stream().collect(Collectors.toMap((name) -> name, (name) -> "tcp://10.0.0.1:8080")))
			.run((context) -> assertThat(context).hasSingleBean(BimpeAI.class));
		assertThat(output).doesNotContain("sets no property");
	}

	static List<Object[]> streamsOfPages() throws IOException {
		return MarkdownFile.forUsers()
			.stream()
			.flatMap((page) -> page.blocks("yaml"))
			.map(CodeBlock::text)
			.map(ConfigurationMetadata::parse)
			.distinct()
			.flatMap((properties) -> properties.stringPropertyNames()
				.stream()
				.map(STREAM::matcher)
				.filter((stream) -> stream.matches())
				.map((stream) -> List.of(stream.group(1), stream.group(2)))
				.distinct()
				.map((stream) -> new Object[] { map(properties), stream.get(0), stream.get(1) }))
			.toList();
	}

	private static Map<String, Object> map(Properties properties) {
		return properties.stringPropertyNames()
			.stream()
			.collect(Collectors.toMap((name) -> name, properties::getProperty));
	}

	private static Set<String> variablesOnThePage() {
		return VARIABLE.matcher(String.join("\n", MarkdownFile.named(PAGE).prose()))
			.results()
			.map((variable) -> variable.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private ApplicationContextRunner run(Map<String, Object> properties, Map<String, Object> variables) {
		return this.runner
			.withInitializer((context) -> setUp(context.getEnvironment().getPropertySources(), properties, variables));
	}

	private static ConfigurableEnvironment environment(Map<String, Object> properties, Map<String, Object> variables) {
		StandardEnvironment environment = new StandardEnvironment();
		setUp(environment.getPropertySources(), properties, variables);
		ConfigurationPropertySources.attach(environment);
		return environment;
	}

	private static void setUp(MutablePropertySources sources, Map<String, Object> properties,
			Map<String, Object> variables) {
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		sources.replace(name, new SystemEnvironmentPropertySource(name, variables));
		Properties file = new Properties();
		file.putAll(properties);
		sources.addLast(new PropertiesPropertySource("application.yaml", file));
	}

}
