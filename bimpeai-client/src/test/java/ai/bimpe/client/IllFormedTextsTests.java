package ai.bimpe.client;

import java.util.List;
import java.util.Map;

import ai.bimpe.client.agents.CreateKnowledgeBaseRequest;
import ai.bimpe.client.agents.UpdateAgentRequest;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.support.Wire;
import ai.bimpe.client.workflows.CreateWorkflowRequest;
import ai.bimpe.client.workflows.Flow;
import ai.bimpe.client.workflows.FlowStep;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that half of a surrogate pair is refused wherever a text can be sent.
 */
class IllFormedTextsTests {

	@RegisterExtension
	final Wire wire = new Wire();

	private BimpeAI bimpeai;

	@BeforeEach
	void open() {
		this.bimpeai = this.wire.blocking().build();
	}

	@AfterEach
	void close() {
		this.bimpeai.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SECRET \ud83d", "\ud83d SECRET", "\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00" })
	void isRefusedBeforeAnythingIsSent(String text) {
		refused("agentId", () -> this.bimpeai.agents().retrieve(text));
		refused("conversationId", () -> this.bimpeai.conversations().retrieve("agt_1", text));
		refused("search", () -> this.bimpeai.agents().list(ListQuery.create().search(text)));
		refused("q", () -> this.bimpeai.request(Wire.GET.query("q", text), Map.class));
		refused("The name of a parameter", () -> this.bimpeai.request(Wire.GET.query(text, "x"), Map.class));
		refused("message",
				() -> this.bimpeai.conversations().messages().send("agt_1", "cnv_1", SendMessageRequest.of(text)));
		refused("name", () -> this.bimpeai.agents().update("agt_1", UpdateAgentRequest.builder().name(text).build()));
		refused("text",
				() -> this.bimpeai.agents()
					.knowledgeBases()
					.create("agt_1", CreateKnowledgeBaseRequest.text("Menu", text)));
		refused("flows",
				() -> this.bimpeai.workflows()
					.create(CreateWorkflowRequest.builder()
						.name("n")
						.systemPrompt("p")
						.flows(List.of(Flow.builder("f").conversationSteps(FlowStep.text(text)).build()))
						.build()));
		refused("tags", () -> this.bimpeai.request(Wire.POST.body(Map.of("tags", List.of(text))), Map.class));
		refused("The name of a field", () -> this.bimpeai.request(Wire.POST.body(Map.of(text, 1)), Map.class));
		refused("body", () -> this.bimpeai.request(Wire.POST.body(text), Map.class));
		refused("agentId",
				() -> this.bimpeai.reactive()
					.conversations()
					.messages()
					.stream(text, "cnv_1", StreamOptions.create())
					.blockFirst());
		assertThat(this.wire.count()).isZero();
	}

	@Test
	void wholePairsAreSent() throws Exception {
		this.wire.answerData("{}").answerData("{\"id\":\"m\"}");
		this.bimpeai.request(ApiRequest.get("/agents/{agentId}", "\ud83d\ude00"), Map.class);
		assertThat(this.wire.request().getTarget()).endsWith("/agents/%F0%9F%98%80");
		this.bimpeai.conversations().messages().send("agt_1", "cnv_1", SendMessageRequest.of("\ud83d\ude00"));
		assertThat(String.valueOf(this.wire.request().getBody().utf8())).contains("\ud83d\ude00");
	}

	private static void refused(String name, ThrowingCallable call) {
		assertThatExceptionOfType(UserException.class).isThrownBy(call)
			.withMessageContaining(name)
			.withMessageContaining("half of a surrogate pair")
			.withMessageNotContaining("SECRET");
	}

}
