package ai.bimpe.client.contract;

import java.util.List;

import ai.bimpe.client.agents.AgentPersona;
import ai.bimpe.client.agents.AgentStatus;
import ai.bimpe.client.agents.ConfigureBimpeaiRequest;
import ai.bimpe.client.agents.ConfigureCustomApiRequest;
import ai.bimpe.client.agents.ConfigureMcpServerRequest;
import ai.bimpe.client.agents.ConfigurePipedreamRequest;
import ai.bimpe.client.agents.CreateAgentRequest;
import ai.bimpe.client.agents.CreateCustomApiToolRequest;
import ai.bimpe.client.agents.CreateKnowledgeBaseRequest;
import ai.bimpe.client.agents.IntegrationAuthConfig;
import ai.bimpe.client.agents.IntegrationAuthType;
import ai.bimpe.client.agents.ParameterDefinition;
import ai.bimpe.client.agents.ParameterType;
import ai.bimpe.client.agents.UpdateAgentRequest;
import ai.bimpe.client.agents.UpdateKnowledgeBaseRequest;
import ai.bimpe.client.agents.UpdateLiveStatusRequest;
import ai.bimpe.client.calls.CallQuery;
import ai.bimpe.client.calls.CallStatus;
import ai.bimpe.client.conversations.ConversationChannel;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.conversations.CreateConversationMessageRequest;
import ai.bimpe.client.conversations.SendChannelType;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.phonenumbers.CreatePhoneNumberRequest;
import ai.bimpe.client.phonenumbers.PhoneNumberRegion;
import ai.bimpe.client.phonenumbers.UpdatePhoneNumberRequest;
import ai.bimpe.client.workflows.CreateWorkflowRequest;
import ai.bimpe.client.workflows.UpdateWorkflowRequest;

import org.springframework.http.HttpMethod;

/**
 * The bodies and queries of {@link OperationCases}: the examples of the contract, built
 * as a user would.
 */
final class Bodies {

	static final CreateAgentRequest CREATE_AGENT = CreateAgentRequest.builder()
		.workflowId("cmqb3zt1m0000l80e7r2ydq4h")
		.name("Pia from Parcel Desk")
		.description("Answers delivery questions")
		.persona(AgentPersona.FRIENDLY)
		.timezone("Africa/Lagos")
		.businessEmail("help@kestrel.example")
		.build();

	static final UpdateAgentRequest UPDATE_AGENT = UpdateAgentRequest.builder()
		.description("Answers delivery and return questions")
		.persona(AgentPersona.CONCISE)
		.build();

	static final UpdateLiveStatusRequest LIVE_STATUS = UpdateLiveStatusRequest.builder()
		.status(AgentStatus.LIVE)
		.statusReason("Launch of the spring campaign")
		.build();

	static final List<String> ACTION_IDS = List.of("cmqb4s0hw0009l80ef4z7nq3k");

	static final CreateKnowledgeBaseRequest KNOWLEDGE_TEXT = CreateKnowledgeBaseRequest.text("Return policy",
			"Goods can go back within 30 days.");

	static final CreateKnowledgeBaseRequest KNOWLEDGE_URL = CreateKnowledgeBaseRequest.url("Help pages",
			"https://kestrel.example/help");

	static final UpdateKnowledgeBaseRequest UPDATE_KNOWLEDGE = UpdateKnowledgeBaseRequest.builder()
		.description("Valid from July")
		.build();

	static final ConfigureBimpeaiRequest PAYSTACK = ConfigureBimpeaiRequest.paystack("pk_test_k3str3l",
			"sk_test_k3str3l", "NGN");

	static final ConfigureCustomApiRequest CUSTOM_API = ConfigureCustomApiRequest.builder()
		.name("Order service")
		.baseUrl("https://orders.kestrel.example/v2")
		.authType(IntegrationAuthType.API_KEY)
		.authConfig(IntegrationAuthConfig.apiKey("X-Order-Key", "k3str3l-demo"))
		.testEndpoint("/health")
		.build();

	static final CreateCustomApiToolRequest TOOL = CreateCustomApiToolRequest.builder()
		.name("Look up order")
		.httpMethod(HttpMethod.GET)
		.urlTemplate("/orders/{{order_number}}")
		.urlParams(List
			.of(ParameterDefinition.required("order_number", ParameterType.STRING, "Number printed on the receipt")))
		.category("custom")
		.timeout(5000)
		.build();

	static final ConfigureMcpServerRequest MCP_SERVER = ConfigureMcpServerRequest.builder()
		.name("Stock MCP")
		.serverUrl("https://mcp.kestrel.example/stock")
		.authType(IntegrationAuthType.BEARER)
		.authConfig(IntegrationAuthConfig.bearer("k3str3l-demo"))
		.build();

	static final ConfigurePipedreamRequest PIPEDREAM = ConfigurePipedreamRequest.builder()
		.appSlug("google-sheets")
		.appName("Google Sheets")
		.build();

	static final CreateWorkflowRequest CREATE_WORKFLOW = CreateWorkflowRequest.builder()
		.name("Parcel helpdesk")
		.systemPrompt("You help customers find out where their parcel is.")
		.category("retail")
		.tags(List.of("retail"))
		.setupTime(15)
		.build();

	static final UpdateWorkflowRequest UPDATE_WORKFLOW = UpdateWorkflowRequest.builder()
		.tags(List.of("retail", "v2"))
		.systemPrompt("You help customers find and return parcels.")
		.build();

	static final ConversationQuery CONVERSATIONS = ConversationQuery.create()
		.channel(ConversationChannel.WHATSAPP)
		.isTestChannel(false)
		.isAiChatPaused(true)
		.needsAttention(true)
		.limit(10)
		.sort("-last_message_at");

	static final CreateConversationMessageRequest CONVERSATION_MESSAGE = CreateConversationMessageRequest.builder()
		.message("Where is my parcel?")
		.channelType(SendChannelType.WEBCHAT)
		.channelUserId("7d1f0c52-3b6a-4e8e-9a55-2c4d8f6b1e07")
		.channelUsername("Tomi")
		.testChannel(true)
		.build();

	static final SendMessageRequest MESSAGE = SendMessageRequest.builder()
		.message("It left our store this morning.")
		.role(MessageRole.ASSISTANT)
		.build();

	static final CallQuery CALLS = CallQuery.create().isTestCall(true).status(CallStatus.ENDED).sort("-created_on");

	static final UpdatePhoneNumberRequest NUMBER = UpdatePhoneNumberRequest.builder()
		.agentId("cmqb41x7k0002l80ei5w9tnva")
		.label("Support line")
		.build();

	static final CreatePhoneNumberRequest ORDER = CreatePhoneNumberRequest.builder()
		.businessName("Kestrel Outdoor Ltd")
		.intendedUse("Delivery questions")
		.region(PhoneNumberRegion.NG)
		.agentCount(1)
		.outboundMinutes(300)
		.build();

	private Bodies() {
	}

}
