package ai.bimpe.documentation;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Properties;

import ai.bimpe.documentation.MarkdownFile.CodeBlock;
import ai.bimpe.samples.booking.BookingApplication;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the requests in {@code docs/operations.md} work in an application that is
 * configured as the page says.
 */
@Timeout(120)
class OperationsPageTests {

	static final String PAGE = "docs/operations.md";

	@Test
	void commandsReplayTheStream() throws Exception {
		assertThat(commands()).hasSize(5);
		try (Simulator simulator = Simulator.start()) {
			replaysTheStream(simulator, commands().get(0));
		}
	}

	@Test
	void commandsActOnParkedConversation() throws Exception {
		try (Simulator simulator = Simulator.start()) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversationWithId("cnv_1", "Ada");
			try (ConfigurableApplicationContext context = start(simulator, conversation)) {
				conversation.awaitStream().receives(FailingListener.TEXT);
				JsonNode parked = awaitParked(context, 1);
				send(context, commands().get(2), parked);
				send(context, commands().get(3), awaitParked(context, 2));
				awaitParked(context, 0);
				conversation.receives(FailingListener.TEXT);
				send(context, commands().get(4), awaitParked(context, 1));
				assertThat(conversation).eventually()
					.received("streamMessages")
					.withQuery("after", "2026-01-31T12:00:00Z")
					.once();
			}
		}
	}

	private static List<List<String>> commands() {
		return MarkdownFile.named(PAGE)
			.blocks("shell")
			.map(CodeBlock::text)
			.flatMap((text) -> CommandChecker.parse(text).stream())
			.toList();
	}

	private static JsonNode awaitParked(ConfigurableApplicationContext context, int attempts) {
		return await()
			.until(() -> answer(CurlRequest.parse(commands().get(1)).send(port(context))),
					(stream) -> stream.path("parkedConversations").intValue() == ((attempts > 0) ? 1 : 0)
							&& stream.path("parked").path(0).path("attempts").intValue(0) == attempts)
			.path("parked")
			.path(0);
	}

	// A message whose attempt has failed is parked a moment later.
	private static void send(ConfigurableApplicationContext context, List<String> command, JsonNode parked) {
		String messageId = parked.path("messageId").stringValue();
		CurlRequest request = CurlRequest
			.parse(command.stream().map((word) -> word.replace("msg_1", messageId)).toList());
		await().untilAsserted(() -> answer(request.send(port(context))));
	}

	private static JsonNode answer(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	private static void replaysTheStream(Simulator simulator, List<String> command) throws Exception {
		SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
		try (ConfigurableApplicationContext context = start(simulator, conversation)) {
			conversation.awaitStream();
			JsonNode stream = answer(CurlRequest.parse(command).send(port(context)));
			assertThat(stream.path("agentId").stringValue("")).isEqualTo(conversation.agentId());
			assertThat(conversation).eventually()
				.received("streamMessages")
				.withQuery("after", "2026-01-31T12:00:00Z")
				.once();
		}
	}

	private static ConfigurableApplicationContext start(Simulator simulator, SimulatedConversation conversation) {
		return new SpringApplicationBuilder(BookingApplication.class, FailingListener.class)
			.properties(actuatorAsOnThePage())
			.run("--bimpeai.api-key=" + simulator.apiKey(), "--bimpeai.base-url=" + simulator.baseUrl(),
					"--bimpeai.streams.frontdesk.agent-id=" + conversation.agentId(),
					"--bimpeai.streams.frontdesk.conversation-id=" + conversation.id(),
					"--bimpeai.streams.frontdesk.delivery.max-attempts=1", "--server.address=127.0.0.1",
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

	/**
	 * Fails on the messages of the test that can never be processed.
	 */
	static final class FailingListener {

		private static final String TEXT = "Nobody can read this";

		@EventListener
		void on(MessageReceivedEvent event) {
			if (TEXT.equals(event.message().message())) {
				throw new IllegalStateException("cannot be processed");
			}
		}

	}

}
