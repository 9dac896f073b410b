package ai.bimpe.samples.docs;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Properties;

import ai.bimpe.samples.booking.BookingApplication;
import ai.bimpe.samples.docs.MarkdownFile.CodeBlock;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.aot.DisabledInAotMode;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the requests in {@code docs/operations.md} work in an application that is
 * configured as the page says.
 */
@SpringBootTest(classes = BookingApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "bimpeai.streams.front-desk.agent-id=agt_1",
				"bimpeai.streams.front-desk.conversation-id=cnv_1" })
@AutoConfigureBimpeAISimulator
@DisabledInAotMode("its properties are those of the page")
@Timeout(60)
class OperationsPageTests {

	static final String PAGE = "docs/operations.md";

	@DynamicPropertySource
	static void actuatorAsOnThePage(DynamicPropertyRegistry registry) {
		MarkdownFile.named(PAGE).blocks("yaml").forEach((block) -> {
			Properties properties = ConfigurationMetadata.parse(block.text());
			properties.stringPropertyNames()
				.stream()
				.filter((name) -> name.startsWith("management."))
				.forEach((name) -> registry.add(name, () -> properties.get(name)));
		});
	}

	@Test
	void commandsReplayTheStream(@LocalServerPort int port, Simulator simulator) throws Exception {
		SimulatedConversation conversation = simulator.agent("agt_1").conversation("cnv_1").awaitStream();
		List<List<String>> commands = MarkdownFile.named(PAGE)
			.blocks("shell")
			.map(CodeBlock::text)
			.flatMap((text) -> Commands.words(text).stream())
			.toList();
		assertThat(commands).hasSize(1);
		HttpResponse<String> response = Curl.parse(commands.get(0)).send(port);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		JsonNode stream = JsonMapper.shared().readTree(response.body());
		assertThat(stream.path("agentId").stringValue("")).isEqualTo("agt_1");
		assertThat(conversation).eventually()
			.received("streamMessages")
			.withQuery("after", "2026-01-31T12:00:00Z")
			.once();
	}

}
