package ai.bimpe.client.contract;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.agents.AgentDetail;
import ai.bimpe.client.agents.AgentStatus;
import ai.bimpe.client.agents.BimpeaiConfigureResult;
import ai.bimpe.client.conversations.Message;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.internal.http.ResponseJson;
import ai.bimpe.client.workflows.Flow;
import ai.bimpe.client.workflows.FlowKeywordWeight;
import ai.bimpe.client.workflows.FlowStep;
import ai.bimpe.client.workflows.FlowTriggerKeyword;
import ai.bimpe.client.workflows.Workflow;
import ai.bimpe.client.workflows.WorkflowGuide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ModelsTests {

	@Test
	void everythingCanBeMissing() {
		Agent agent = read("{}", Agent.class);
		assertThat(agent.id()).isNull();
		assertThat(agent.rules()).isEmpty();
		assertThat(agent.additionalProperties()).isEmpty();
	}

	@Test
	void unknownFieldsAreKept() {
		Agent agent = read("{\"id\":\"agt_1\",\"mood\":{\"today\":[\"fine\",null]}}", Agent.class);
		assertThat(agent.additionalProperties()).containsOnlyKeys("mood");
		assertThat(agent.additionalProperties().get("mood")).isEqualTo(Map.of("today", Arrays.asList("fine", null)));
	}

	@Test
	void unknownFieldsShowTheirNamesOnly() {
		Agent agent = read("{\"id\":\"agt_1\",\"auth_token\":\"SECRET\"}", Agent.class);
		assertThat(agent.toString()).contains("additionalProperties=[auth_token]").doesNotContain("SECRET");
	}

	@Test
	void collectionsCannotBeChanged() {
		Workflow workflow = read("{\"tags\":[\"a\"],\"extra\":1}", Workflow.class);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> workflow.tags().add("b"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> workflow.additionalProperties().put("b", 1));
	}

	@Test
	void unknownEnumValueIsKept() {
		AgentStatus status = read("{\"status\":\"hibernating\"}", Agent.class).status();
		assertThat(status).isEqualTo(AgentStatus.of("hibernating"));
		assertThat(status).hasToString("hibernating");
		assertThat(AgentStatus.of("hibernating").isKnown()).isFalse();
		assertThat(AgentStatus.of("live").isKnown()).isTrue();
	}

	@Test
	void emptyPlaceholdersAreDropped() {
		Workflow workflow = read("{\"rules\":[[],{\"id\":\"r1\"},[]],\"flows\":[[]],\"faq\":[[],null],\"guide\":[],"
				+ "\"setup_steps\":[[],[],[]]}", Workflow.class);
		assertThat(workflow.rules()).extracting("id").containsExactly("r1");
		assertThat(workflow.flows()).isEmpty();
		assertThat(workflow.faq()).isEmpty();
		assertThat(workflow.guide()).isNull();
		assertThat(workflow.setupSteps()).containsExactly(List.of(), List.of(), List.of());
	}

	@Test
	void rawControlCharactersInTextsAreRead() {
		Workflow workflow = read("{\"system_prompt\":\"line one\nline\ttwo\"}", Workflow.class);
		assertThat(workflow.systemPrompt()).isEqualTo("line one\nline\ttwo");
	}

	@ParameterizedTest
	@CsvSource({ "2026-07-04T07:55:48.902Z, 2026-07-04T07:55:48.902Z", "2026-07-04T07:55:48Z, 2026-07-04T07:55:48Z",
			"2026-07-04T08:55:48.902123+01:00, 2026-07-04T07:55:48.902123Z",
			"2026-07-04T07:55:48, 2026-07-04T07:55:48Z", "2026-07-04T07:55:48.902, 2026-07-04T07:55:48.902Z" })
	void timesAreReadWithAndWithoutFractionAndOffset(String text, Instant time) {
		assertThat(read("{\"created_at\":\"" + text + "\"}", Message.class).createdAt()).isEqualTo(time);
	}

	@Test
	void guideUsesTheCamelCaseKey() {
		WorkflowGuide guide = read("{\"youtubeUrl\":\"https://v.example\",\"steps\":[\"one\"]}", WorkflowGuide.class);
		assertThat(guide.youtubeUrl()).isEqualTo("https://v.example");
		assertThat(Examples.MAPPER.writeValueAsString(WorkflowGuide.of("https://v.example", List.of("one"))))
			.isEqualTo("{\"youtubeUrl\":\"https://v.example\",\"steps\":[\"one\"]}");
	}

	@Test
	void flowIsWrittenWithWhatWasSetOnly() {
		Flow flow = Flow.builder("Track")
			.active(true)
			.triggerKeywords(FlowTriggerKeyword.of("parcel", FlowKeywordWeight.HIGH), FlowTriggerKeyword.of("box"))
			.conversationSteps(FlowStep.text("Your number?"))
			.build();
		assertThat(Examples.MAPPER.readTree(Examples.MAPPER.writeValueAsString(flow)))
			.isEqualTo(Examples.MAPPER.readTree("{\"name\":\"Track\",\"is_active\":true,\"trigger_keywords\":"
					+ "[{\"keyword\":\"parcel\",\"weight\":\"high\"},{\"keyword\":\"box\"}],\"conversation_steps\":"
					+ "[{\"type\":\"text_response\",\"content\":\"Your number?\"}]}"));
	}

	@Test
	void configureResultTellsWhetherItIsConnected() {
		BimpeaiConfigureResult connected = read("{\"success\":true,\"channel_id\":\"int_1\"}",
				BimpeaiConfigureResult.class);
		BimpeaiConfigureResult waiting = read("{\"onboarding_url\":\"https://consent.example/?token=SECRET\"}",
				BimpeaiConfigureResult.class);
		assertThat(connected.isConnected()).isTrue();
		assertThat(waiting.isConnected()).isFalse();
		assertThat(waiting.onboardingUrl()).isEqualTo("https://consent.example/?token=SECRET");
		assertThat(waiting.toString()).doesNotContain("SECRET");
	}

	@Test
	void roleOfAMessageIsOpen() {
		assertThat(read("{\"role\":\"restaurant_user\"}", Message.class).role()).isEqualTo(MessageRole.RESTAURANT_USER);
	}

	@Test
	void earlierFieldsAreReachable() {
		AgentDetail agent = read("{\"agent_workflow_id\":\"wf_1\",\"system_prompt\":\"p\",\"rules\":[{\"id\":\"r\"}],"
				+ "\"channel\":[{\"id\":\"ch\"}],\"integration\":[{\"id\":\"in\"}],\"conversation_flow\":"
				+ "[{\"name\":\"f\"}],\"actions\":[{\"id\":\"ac\"}]}", AgentDetail.class);
		assertThat(agent.agentWorkflowId()).isEqualTo("wf_1");
		assertThat(agent.systemPrompt()).isEqualTo("p");
		assertThat(agent.rules()).hasSize(1);
		assertThat(agent.channel()).hasSize(1);
		assertThat(agent.integration()).hasSize(1);
		assertThat(agent.conversationFlow()).hasSize(1);
		assertThat(agent.actions()).hasSize(1);
		assertThat(agent.additionalProperties()).isEmpty();
	}

	@Test
	void noResponseHasAPrimitiveComponent() {
		assertThat(ResponseTypes.ALL.values())
			.allSatisfy((type) -> assertThat(type.getRecordComponents()).extracting(RecordComponent::getType)
				.noneMatch(Class::isPrimitive));
	}

	@Test
	void textsAndPersonalDataNeverShow() {
		for (String schema : List.of("Message", "SentMessage", "Conversation", "ConversationDetail", "Call",
				"CallDetail", "StreamTicket", "OnboardingUrl")) {
			ObjectNode example = (ObjectNode) Examples.get(schema);
			String shown = read(example.toString(), ResponseTypes.get(schema)).toString();
			for (String field : List.of("message", "last_message_preview", "full_name", "email", "phone_number",
					"channel_user_id", "channel_user_username", "source", "destination", "ticket", "onboarding_url",
					"conversation_logs")) {
				if (example.path(field).isString()) {
					assertThat(shown).doesNotContain(example.get(field).stringValue());
				}
			}
			assertThat(shown).startsWith(schema + "[").doesNotContain("Pia").doesNotContain("parcel");
		}
	}

	@Test
	void addressesOfForeignServicesNeverShow() {
		for (String schema : List.of("McpServerIntegration", "CustomApiIntegration", "PipedreamIntegration")) {
			String example = Examples.get(schema).toString().replace("https://", "https://user:SECRET@");
			assertThat(example).contains("SECRET");
			assertThat(read(example, ResponseTypes.get(schema)).toString()).doesNotContain("SECRET");
		}
	}

	private <T> T read(String text, Class<T> type) {
		return Objects.requireNonNull(ResponseJson.read(type, text));
	}

}
