package ai.bimpe.client.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.agents.ConfigureBimpeaiRequest;
import ai.bimpe.client.agents.ConfigureCustomApiRequest;
import ai.bimpe.client.agents.CreateAgentRequest;
import ai.bimpe.client.agents.CreateCustomApiToolRequest;
import ai.bimpe.client.agents.CreateKnowledgeBaseRequest;
import ai.bimpe.client.agents.IntegrationAuthConfig;
import ai.bimpe.client.agents.UpdateAgentRequest;
import ai.bimpe.client.agents.UpdateKnowledgeBaseRequest;
import ai.bimpe.client.calls.MakeCallRequest;
import ai.bimpe.client.conversations.CreateConversationMessageRequest;
import ai.bimpe.client.conversations.MessageAttachment;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.phonenumbers.CreatePhoneNumberRequest;
import ai.bimpe.client.phonenumbers.PhoneNumberRegion;
import ai.bimpe.client.phonenumbers.UpdatePhoneNumberRequest;
import ai.bimpe.client.workflows.CreateWorkflowRequest;
import ai.bimpe.client.workflows.Rule;
import ai.bimpe.client.workflows.RuleInput;
import ai.bimpe.client.workflows.UpdateWorkflowRequest;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestBodiesTests {

	@Test
	void allMissingFieldsAreNamedAtOnce() {
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> CreateAgentRequest.builder().name(" ").build())
			.withMessageContainingAll("CreateAgentRequest", "workflow_id", "name", "description");
	}

	@Test
	void serversWithTheEarlierApiNeedANameOnly() {
		assertThat(CreateAgentRequest.builderForEarlierApi()
			.name("Pia")
			.systemPrompt("Be kind")
			.agentWorkflowId("wf_1")
			.build()
			.fields()).isEqualTo(Map.of("name", "Pia", "system_prompt", "Be kind", "agent_workflow_id", "wf_1"));
		assertThat(CreateWorkflowRequest.builderForEarlierApi()
			.name("Parcels")
			.promptConfig(Map.of("tone", "kind"))
			.build()
			.fields()).isEqualTo(Map.of("name", "Parcels", "prompt_config", Map.of("tone", "kind")));
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> CreateAgentRequest.builderForEarlierApi().systemPrompt("p").build())
			.withMessageContaining("name")
			.withMessageNotContaining("workflow_id");
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> CreateWorkflowRequest.builderForEarlierApi().setupTime(0).build())
			.withMessageContainingAll("name", "'setup_time' to be 1 or more");
	}

	@Test
	void missingFieldsAndRangesAreNamedAtOnce() {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> CreatePhoneNumberRequest.builder()
				.businessName("Kestrel")
				.agentCount(51)
				.outboundMinutes(-1)
				.build())
			.withMessageContainingAll("intended_use", "region", "'agent_count' to be from 1 to 50, but it is 51",
					"'outbound_minutes' to be from 0 to 10000, but it is -1");
	}

	@Test
	void limitsOfRangesAreAllowed() {
		assertThat(CreatePhoneNumberRequest.builder()
			.businessName("Kestrel")
			.intendedUse("Delivery questions")
			.region(PhoneNumberRegion.UK)
			.agentCount(50)
			.outboundMinutes(0)
			.build()
			.fields()).containsEntry("agent_count", 50).containsEntry("outbound_minutes", 0);
	}

	@Test
	void setupTimeMustBePositive() {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> UpdateWorkflowRequest.builder().setupTime(0).build())
			.withMessageContaining("'setup_time' to be 1 or more");
	}

	@Test
	void knowledgeBaseNeedsATextOrAnAddress() {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> CreateKnowledgeBaseRequest.builder().name("Menu").build())
			.withMessageContaining("content or url");
	}

	@Test
	void addressReplacesTextOfAKnowledgeBase() {
		assertThat(CreateKnowledgeBaseRequest.builder().name("Menu").content("x").url("https://m.example").build())
			.isEqualTo(CreateKnowledgeBaseRequest.builder().url("https://m.example").name("Menu").build());
	}

	@Test
	void messageNeedsAConversationOrAChannel() {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> CreateConversationMessageRequest.builder().build())
			.withMessageContainingAll("message", "conversation_id or channel_type");
	}

	@Test
	void rolesThatOnlyTheServerSendsAreRefused() {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> SendMessageRequest.builder().message("Hi").role(MessageRole.CUSTOMER).build())
			.withMessageContaining("cannot send 'role' as customer");
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> CreateConversationMessageRequest.builder().role(MessageRole.RESTAURANT_USER).build())
			.withMessageContaining("message")
			.withMessageContaining("conversation_id or channel_type")
			.withMessageContaining("restaurant_user");
	}

	@Test
	void callNeedsToSayWhetherItIsATest() {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> MakeCallRequest.builder().destination("+447700900461").build())
			.withMessageContaining("is_test_call");
		assertThat(MakeCallRequest.live("+447700900461").fields()).containsEntry("is_test_call", false);
	}

	@Test
	void toolNeedsNameMethodAndAddress() {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> CreateCustomApiToolRequest.builder().httpMethod(HttpMethod.GET).build())
			.withMessageContainingAll("name", "url_template");
	}

	@Test
	void workflowNeedsNameAndPrompt() {
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> CreateWorkflowRequest.builder().build())
			.withMessageContainingAll("name", "system_prompt");
	}

	@Test
	void unassignSendsNull() {
		assertThat(written(UpdatePhoneNumberRequest.builder().unassign().build())).isEqualTo("{\"agent_id\":null}");
	}

	@Test
	void descriptionCanBeRemoved() {
		assertThat(written(UpdateKnowledgeBaseRequest.builder().description(null).build()))
			.isEqualTo("{\"description\":null}");
	}

	@Test
	void whatIsNotSetIsNotSent() {
		assertThat(written(UpdateAgentRequest.builder().name("Pia").build())).isEqualTo("{\"name\":\"Pia\"}");
	}

	@Test
	void builderCanBuildMoreThanOnce() {
		SendMessageRequest.Builder builder = SendMessageRequest.builder().message("one");
		SendMessageRequest first = builder.build();
		builder.message("two");
		assertThat(first).isEqualTo(SendMessageRequest.of("one"));
	}

	@Test
	void listsAreCopied() {
		List<String> tags = new ArrayList<>(List.of("a"));
		UpdateWorkflowRequest request = UpdateWorkflowRequest.builder().tags(tags).build();
		tags.add("b");
		assertThat(request.fields()).containsEntry("tags", List.of("a"));
	}

	@Test
	void storedRuleCanBeSentBack() {
		Rule rule = new Rule("r1", "Escalate", "refund", null, "A colleague takes over.", null, true, Map.of());
		assertThat(written(RuleInput.builder(rule).enabled(false).build())).isEqualTo("{\"id\":\"r1\","
				+ "\"name\":\"Escalate\",\"trigger\":\"refund\",\"response\":\"A colleague takes over.\","
				+ "\"enabled\":false}");
	}

	@Test
	void attachmentsOfTheEarlierApiAreSent() {
		SendMessageRequest request = SendMessageRequest.builder()
			.message("See here")
			.attachments(List.of(MessageAttachment.of("image", "https://f.example/1.jpg")))
			.build();
		assertThat(written(request)).isEqualTo("{\"message\":\"See here\",\"attachments\":"
				+ "[{\"type\":\"image\",\"url\":\"https://f.example/1.jpg\"}]}");
	}

	@Test
	void secretsAndTextsNeverShow() {
		IntegrationAuthConfig auth = IntegrationAuthConfig.builder()
			.token("SECRET1")
			.apiKey("SECRET2")
			.password("SECRET3")
			.build();
		List<Object> shown = List.of(auth, ConfigureCustomApiRequest.builder().name("Orders").authConfig(auth).build(),
				ConfigureBimpeaiRequest.stripe("pk", "SECRET4", "USD"), ConfigureBimpeaiRequest.bumpa("SECRET5"),
				SendMessageRequest.of("SECRET6"), MessageAttachment.of("image", "https://f.example/SECRET7"));
		assertThat(shown).allSatisfy((value) -> assertThat(value.toString()).doesNotContain("SECRET"));
	}

	@Test
	void refusalsNeverShowValues() {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> ConfigureBimpeaiRequest.builder().secretKey("SECRET").build())
			.withMessageNotContaining("SECRET");
	}

	private static String written(RequestBody body) {
		return Examples.MAPPER.writeValueAsString(body);
	}

}
