package ai.bimpe.documentation;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Properties;

import ai.bimpe.documentation.MarkdownFile.CodeBlock;
import ai.bimpe.samples.booking.BookingApplication;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the requests in {@code docs/operations.md} work in an application that is
 * configured as the page says.
 */
@Timeout(120)
class OperationsPageTests {

	static final String PAGE = "docs/operations.md";

	@Test
	void commandsReplayTheStream() throws Exception {
		List<List<String>> commands = MarkdownFile.named(PAGE)
			.blocks("shell")
			.map(CodeBlock::text)
			.flatMap((text) -> CommandChecker.parse(text).stream())
			.toList();
		assertThat(commands).hasSize(1);
		try (Simulator simulator = Simulator.start()) {
			replaysTheStream(simulator, commands.get(0));
		}
	}

	private static void replaysTheStream(Simulator simulator, List<String> command) throws Exception {
		SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
		try (ConfigurableApplicationContext context = start(simulator, conversation)) {
			conversation.awaitStream();
			int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			HttpResponse<String> response = CurlRequest.parse(command).send(port);
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			JsonNode stream = JsonMapper.shared().readTree(response.body());
			assertThat(stream.path("agentId").stringValue("")).isEqualTo(conversation.agentId());
			assertThat(conversation).eventually()
				.received("streamMessages")
				.withQuery("after", "2026-01-31T12:00:00Z")
				.once();
		}
	}

	private static ConfigurableApplicationContext start(Simulator simulator, SimulatedConversation conversation) {
		return new SpringApplicationBuilder(BookingApplication.class).properties(actuatorAsOnThePage())
			.run("--bimpeai.api-key=" + simulator.apiKey(), "--bimpeai.base-url=" + simulator.baseUrl(),
					"--bimpeai.streams.front-desk.agent-id=" + conversation.agentId(),
					"--bimpeai.streams.front-desk.conversation-id=" + conversation.id(), "--server.address=127.0.0.1",
					"--server.port=0");
	}

	private static Properties actuatorAsOnThePage() {
		Properties actuator = new Properties();
		MarkdownFile.named(PAGE).blocks("yaml").forEach((block) -> {
			Properties properties = ConfigurationMetadata.parse(block.text());
			properties.stringPropertyNames()
				.stream()
				.filter((name) -> name.startsWith("management."))
				.forEach((name) -> actuator.setProperty(name, properties.getProperty(name)));
		});
		return actuator;
	}

}
