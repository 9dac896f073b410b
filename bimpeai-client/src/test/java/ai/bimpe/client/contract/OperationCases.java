package ai.bimpe.client.contract;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.calls.MakeCallRequest;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.workflows.WorkflowQuery;
import ai.bimpe.client.workflows.WorkflowScope;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Every operation that is answered with JSON, on both faces. The ids hold characters that
 * must be encoded.
 */
final class OperationCases {

	private static final String AGENT = "agt/1";

	private static final String CONVERSATION = "cnv\u00e91";

	private static final String INTEGRATION = "int&1";

	private OperationCases() {
	}

	static Stream<OperationCase> all() {
		return Stream.of(agents(), workflows(), conversations(), calls(), phoneNumbers()).flatMap((cases) -> cases);
	}

	private static Stream<OperationCase> agents() {
		return Stream.of(
				list("listAgents", "GET /agents?page=2&limit=50&search=a%20b&sort=-created_at", null, "Agent",
						(client) -> client.agents()
							.list(ListQuery.create().page(2).limit(50).search("a b").sort("-created_at")),
						(client) -> client.agents()
							.list(ListQuery.create().page(2).limit(50).search("a b").sort("-created_at"))),
				one("createAgent", "POST /agents", "CreateAgentBody", "AgentCreated",
						(client) -> client.agents().create(Bodies.CREATE_AGENT),
						(client) -> client.agents().create(Bodies.CREATE_AGENT)),
				one("getAgent", "GET /agents/agt%2F1", null, "AgentDetail", (client) -> client.agents().retrieve(AGENT),
						(client) -> client.agents().retrieve(AGENT)),
				one("updateAgent", "PATCH /agents/agt%2F1", "UpdateAgentBody", "Agent",
						(client) -> client.agents().update(AGENT, Bodies.UPDATE_AGENT),
						(client) -> client.agents().update(AGENT, Bodies.UPDATE_AGENT)),
				none("deleteAgent", "DELETE /agents/agt%2F1", null, (client) -> client.agents().delete(AGENT),
						(client) -> client.agents().delete(AGENT)),
				one("updateAgentLiveStatus", "PATCH /agents/agt%2F1/live-status", "UpdateLiveStatusBody",
						"AgentLiveStatus", (client) -> client.agents().updateLiveStatus(AGENT, Bodies.LIVE_STATUS),
						(client) -> client.agents().updateLiveStatus(AGENT, Bodies.LIVE_STATUS)),
				one("getAgentTestCode", "GET /agents/agt%2F1/deployment/agent-test-code", null, "AgentTestCode",
						(client) -> client.agents().getTestCode(AGENT), (client) -> client.agents().getTestCode(AGENT)),
				list("listAgentConversationFlows", "GET /agents/agt%2F1/conversation_flows", null,
						"ConversationFlowSummary", (client) -> client.agents().conversationFlows().list(AGENT),
						(client) -> client.agents().conversationFlows().list(AGENT)),
				list("listAgentChannels", "GET /agents/agt%2F1/channels", null, "AgentChannel",
						(client) -> client.agents().channels().list(AGENT),
						(client) -> client.agents().channels().list(AGENT)),
				list("listAgentActions", "GET /agents/agt%2F1/actions", null, "AgentAction",
						(client) -> client.agents().actions().list(AGENT),
						(client) -> client.agents().actions().list(AGENT)),
				one("enableAgentActions", "POST /agents/agt%2F1/actions/enable", "BulkActionIdsBody",
						"BulkActionUpdate", (client) -> client.agents().actions().enable(AGENT, Bodies.ACTION_IDS),
						(client) -> client.agents().actions().enable(AGENT, Bodies.ACTION_IDS)),
				one("disableAgentActions", "POST /agents/agt%2F1/actions/disable", "BulkActionIdsBody",
						"BulkActionUpdate", (client) -> client.agents().actions().disable(AGENT, Bodies.ACTION_IDS),
						(client) -> client.agents().actions().disable(AGENT, Bodies.ACTION_IDS)),
				list("listKnowledgeBases", "GET /agents/agt%2F1/knowledge_bases", null, "KnowledgeBase",
						(client) -> client.agents().knowledgeBases().list(AGENT),
						(client) -> client.agents().knowledgeBases().list(AGENT)),
				one("createKnowledgeBase", "POST /agents/agt%2F1/knowledge_bases", "CreateKnowledgeBaseTextBody",
						"KnowledgeBase",
						(client) -> client.agents().knowledgeBases().create(AGENT, Bodies.KNOWLEDGE_TEXT),
						(client) -> client.agents().knowledgeBases().create(AGENT, Bodies.KNOWLEDGE_TEXT)),
				one("createKnowledgeBase", "POST /agents/agt%2F1/knowledge_bases", "CreateKnowledgeBaseUrlBody",
						"KnowledgeBase",
						(client) -> client.agents().knowledgeBases().create(AGENT, Bodies.KNOWLEDGE_URL),
						(client) -> client.agents().knowledgeBases().create(AGENT, Bodies.KNOWLEDGE_URL)),
				one("updateKnowledgeBase", "PATCH /agents/agt%2F1/knowledge_bases/kb%3F1", "UpdateKnowledgeBaseBody",
						"KnowledgeBase",
						(client) -> client.agents().knowledgeBases().update(AGENT, "kb?1", Bodies.UPDATE_KNOWLEDGE),
						(client) -> client.agents().knowledgeBases().update(AGENT, "kb?1", Bodies.UPDATE_KNOWLEDGE)),
				none("deleteKnowledgeBase", "DELETE /agents/agt%2F1/knowledge_bases/kb%3F1", null,
						(client) -> client.agents().knowledgeBases().delete(AGENT, "kb?1"),
						(client) -> client.agents().knowledgeBases().delete(AGENT, "kb?1")),
				list("listAgentIntegrations", "GET /agents/agt%2F1/integrations", null, "AgentIntegration",
						(client) -> client.agents().integrations().list(AGENT),
						(client) -> client.agents().integrations().list(AGENT)),
				list("listBimpeaiIntegrations", "GET /agents/agt%2F1/integrations/bimpeai", null, "BimpeaiIntegration",
						(client) -> client.agents().integrations().bimpeai().list(AGENT),
						(client) -> client.agents().integrations().bimpeai().list(AGENT)),
				one("configureBimpeaiIntegration", "POST /agents/agt%2F1/integrations/bimpeai/configure",
						"ConfigureBimpeaiBody", "BimpeaiConnected",
						(client) -> client.agents().integrations().bimpeai().configure(AGENT, Bodies.PAYSTACK),
						(client) -> client.agents().integrations().bimpeai().configure(AGENT, Bodies.PAYSTACK)),
				one("configureBimpeaiIntegration", "POST /agents/agt%2F1/integrations/bimpeai/configure",
						"ConfigureBimpeaiBody", "OnboardingUrl",
						(client) -> client.agents().integrations().bimpeai().configure(AGENT, Bodies.PAYSTACK),
						(client) -> client.agents().integrations().bimpeai().configure(AGENT, Bodies.PAYSTACK)),
				none("disconnectBimpeaiIntegration", "DELETE /agents/agt%2F1/integrations/bimpeai/int%261", null,
						(client) -> client.agents().integrations().bimpeai().disconnect(AGENT, INTEGRATION),
						(client) -> client.agents().integrations().bimpeai().disconnect(AGENT, INTEGRATION)),
				list("listCustomApiIntegrations", "GET /agents/agt%2F1/integrations/custom_api", null,
						"CustomApiIntegration", (client) -> client.agents().integrations().customApi().list(AGENT),
						(client) -> client.agents().integrations().customApi().list(AGENT)),
				one("configureCustomApiIntegration", "POST /agents/agt%2F1/integrations/custom_api/configure",
						"ConfigureCustomApiBody", "CustomApiIntegration",
						(client) -> client.agents().integrations().customApi().configure(AGENT, Bodies.CUSTOM_API),
						(client) -> client.agents().integrations().customApi().configure(AGENT, Bodies.CUSTOM_API)),
				none("disconnectCustomApiIntegration", "DELETE /agents/agt%2F1/integrations/custom_api/int%261", null,
						(client) -> client.agents().integrations().customApi().disconnect(AGENT, INTEGRATION),
						(client) -> client.agents().integrations().customApi().disconnect(AGENT, INTEGRATION)),
				list("listCustomApiTools", "GET /agents/agt%2F1/integrations/custom_api/int%261/tools", null,
						"IntegrationTool",
						(client) -> client.agents().integrations().customApi().tools().list(AGENT, INTEGRATION),
						(client) -> client.agents().integrations().customApi().tools().list(AGENT, INTEGRATION)),
				one("createCustomApiTool", "POST /agents/agt%2F1/integrations/custom_api/int%261/tools",
						"CreateCustomApiToolBody", "IntegrationTool",
						(client) -> client.agents()
							.integrations()
							.customApi()
							.tools()
							.add(AGENT, INTEGRATION, Bodies.TOOL),
						(client) -> client.agents()
							.integrations()
							.customApi()
							.tools()
							.add(AGENT, INTEGRATION, Bodies.TOOL)),
				none("deleteCustomApiTool", "DELETE /agents/agt%2F1/integrations/custom_api/int%261/tools/t%231", null,
						(client) -> client.agents()
							.integrations()
							.customApi()
							.tools()
							.delete(AGENT, INTEGRATION, "t#1"),
						(client) -> client.agents()
							.integrations()
							.customApi()
							.tools()
							.delete(AGENT, INTEGRATION, "t#1")),
				list("listMcpServerIntegrations", "GET /agents/agt%2F1/integrations/mcp_server", null,
						"McpServerIntegration", (client) -> client.agents().integrations().mcpServer().list(AGENT),
						(client) -> client.agents().integrations().mcpServer().list(AGENT)),
				one("configureMcpServerIntegration", "POST /agents/agt%2F1/integrations/mcp_server/configure",
						"ConfigureMcpServerBody", "McpServerIntegration",
						(client) -> client.agents().integrations().mcpServer().configure(AGENT, Bodies.MCP_SERVER),
						(client) -> client.agents().integrations().mcpServer().configure(AGENT, Bodies.MCP_SERVER)),
				none("disconnectMcpServerIntegration", "DELETE /agents/agt%2F1/integrations/mcp_server/int%261", null,
						(client) -> client.agents().integrations().mcpServer().disconnect(AGENT, INTEGRATION),
						(client) -> client.agents().integrations().mcpServer().disconnect(AGENT, INTEGRATION)),
				one("discoverMcpServerTools", "POST /agents/agt%2F1/integrations/mcp_server/int%261/discover", null,
						"McpServerDiscoverResult",
						(client) -> client.agents().integrations().mcpServer().discover(AGENT, INTEGRATION),
						(client) -> client.agents().integrations().mcpServer().discover(AGENT, INTEGRATION)),
				one("testMcpServerConnection", "POST /agents/agt%2F1/integrations/mcp_server/int%261/test", null,
						"McpServerTestResult",
						(client) -> client.agents().integrations().mcpServer().test(AGENT, INTEGRATION),
						(client) -> client.agents().integrations().mcpServer().test(AGENT, INTEGRATION)),
				list("listMcpServerTools", "GET /agents/agt%2F1/integrations/mcp_server/int%261/tools", null,
						"IntegrationTool",
						(client) -> client.agents().integrations().mcpServer().tools().list(AGENT, INTEGRATION),
						(client) -> client.agents().integrations().mcpServer().tools().list(AGENT, INTEGRATION)),
				list("listPipedreamIntegrations", "GET /agents/agt%2F1/integrations/pipedream", null,
						"PipedreamIntegration", (client) -> client.agents().integrations().pipedream().list(AGENT),
						(client) -> client.agents().integrations().pipedream().list(AGENT)),
				one("configurePipedreamIntegration", "POST /agents/agt%2F1/integrations/pipedream/configure",
						"ConfigurePipedreamBody", "OnboardingUrl",
						(client) -> client.agents().integrations().pipedream().configure(AGENT, Bodies.PIPEDREAM),
						(client) -> client.agents().integrations().pipedream().configure(AGENT, Bodies.PIPEDREAM)),
				none("disconnectPipedreamIntegration", "DELETE /agents/agt%2F1/integrations/pipedream/int%261", null,
						(client) -> client.agents().integrations().pipedream().disconnect(AGENT, INTEGRATION),
						(client) -> client.agents().integrations().pipedream().disconnect(AGENT, INTEGRATION)));
	}

	private static Stream<OperationCase> workflows() {
		return Stream.of(list("listWorkflows", "GET /workflows?scope=public&search=x", null, "Workflow",
				(client) -> client.workflows().list(WorkflowQuery.create().scope(WorkflowScope.PUBLIC).search("x")),
				(client) -> client.workflows().list(WorkflowQuery.create().scope(WorkflowScope.PUBLIC).search("x"))),
				one("createWorkflow", "POST /workflows", "CreateWorkflowBody", "Workflow",
						(client) -> client.workflows().create(Bodies.CREATE_WORKFLOW),
						(client) -> client.workflows().create(Bodies.CREATE_WORKFLOW)),
				one("getWorkflow", "GET /workflows/w%20f", null, "Workflow",
						(client) -> client.workflows().retrieve("w f"), (client) -> client.workflows().retrieve("w f")),
				one("updateWorkflow", "PATCH /workflows/w%20f", "UpdateWorkflowBody", "Workflow",
						(client) -> client.workflows().update("w f", Bodies.UPDATE_WORKFLOW),
						(client) -> client.workflows().update("w f", Bodies.UPDATE_WORKFLOW)),
				none("deleteWorkflow", "DELETE /workflows/w%20f", null, (client) -> client.workflows().delete("w f"),
						(client) -> client.workflows().delete("w f")),
				one("cloneWorkflow", "POST /workflows/clone", "CloneWorkflowBody", "Workflow",
						(client) -> client.workflows().clone("cmqb3zt1m0000l80e7r2ydq4h"),
						(client) -> client.workflows().clone("cmqb3zt1m0000l80e7r2ydq4h")));
	}

	private static Stream<OperationCase> conversations() {
		return Stream.of(list("listConversations",
				"GET /agents/agt%2F1/conversations?channel=whatsapp&is_test_channel=false&is_ai_chat_paused=true&needs_attention=true&limit=10&sort=-last_message_at",
				null, "Conversation", (client) -> client.conversations().list(AGENT, Bodies.CONVERSATIONS),
				(client) -> client.conversations().list(AGENT, Bodies.CONVERSATIONS)),
				one("getConversation", "GET /agents/agt%2F1/conversations/cnv%C3%A91", null, "ConversationDetail",
						(client) -> client.conversations().retrieve(AGENT, CONVERSATION),
						(client) -> client.conversations().retrieve(AGENT, CONVERSATION)),
				one("createConversationMessage", "POST /agents/agt%2F1/conversations/messages",
						"CreateConversationMessageBody", "SentMessage",
						(client) -> client.conversations().send(AGENT, Bodies.CONVERSATION_MESSAGE),
						(client) -> client.conversations().send(AGENT, Bodies.CONVERSATION_MESSAGE)),
				one("setConversationAiStatus", "PATCH /agents/agt%2F1/conversations/cnv%C3%A91/ai-status",
						"SetAiStatusBody", "ConversationAiStatus",
						(client) -> client.conversations().setAiStatus(AGENT, CONVERSATION, true),
						(client) -> client.conversations().setAiStatus(AGENT, CONVERSATION, true)),
				list("listMessages", "GET /agents/agt%2F1/conversations/cnv%C3%A91/messages", null, "Message",
						(client) -> client.conversations().messages().list(AGENT, CONVERSATION, ListQuery.create()),
						(client) -> client.conversations().messages().list(AGENT, CONVERSATION, ListQuery.create())),
				one("sendMessage", "POST /agents/agt%2F1/conversations/cnv%C3%A91/messages", "SendMessageBody",
						"SentMessage",
						(client) -> client.conversations().messages().send(AGENT, CONVERSATION, Bodies.MESSAGE),
						(client) -> client.conversations().messages().send(AGENT, CONVERSATION, Bodies.MESSAGE)),
				one("getMessage", "GET /agents/agt%2F1/conversations/cnv%C3%A91/messages/m%2B1", null, "Message",
						(client) -> client.conversations().messages().retrieve(AGENT, CONVERSATION, "m+1"),
						(client) -> client.conversations().messages().retrieve(AGENT, CONVERSATION, "m+1")),
				one("issueStreamTicket", "POST /agents/agt%2F1/conversations/cnv%C3%A91/stream-ticket", null,
						"StreamTicket", (client) -> client.conversations().messages().streamTicket(AGENT, CONVERSATION),
						(client) -> client.conversations().messages().streamTicket(AGENT, CONVERSATION)));
	}

	private static Stream<OperationCase> calls() {
		return Stream.of(
				list("listCalls", "GET /agents/agt%2F1/calls?is_test_call=true&status=ended&sort=-created_on", null,
						"Call", (client) -> client.calls().list(AGENT, Bodies.CALLS),
						(client) -> client.calls().list(AGENT, Bodies.CALLS)),
				one("makeCall", "POST /agents/agt%2F1/calls", "MakeCallBody", "MakeCallResult",
						(client) -> client.calls().make(AGENT, MakeCallRequest.test("+447700900461")),
						(client) -> client.calls().make(AGENT, MakeCallRequest.test("+447700900461"))),
				one("getCall", "GET /agents/agt%2F1/calls/call%3B1", null, "CallDetail",
						(client) -> client.calls().retrieve(AGENT, "call;1"),
						(client) -> client.calls().retrieve(AGENT, "call;1")),
				list("listTeamCallsEarlier", "GET /calls", null, "Call", (client) -> client.calls().listTeam(),
						(client) -> client.calls().listTeam()));
	}

	private static Stream<OperationCase> phoneNumbers() {
		return Stream.of(
				list("listPhoneNumbers", "GET /phone-numbers?page=1", null, "PhoneNumber",
						(client) -> client.phoneNumbers().list(ListQuery.create().page(1)),
						(client) -> client.phoneNumbers().list(ListQuery.create().page(1))),
				list("listPhoneNumberRequests", "GET /phone-numbers/request", null, "PhoneNumberRequest",
						(client) -> client.phoneNumbers().requests().list(ListQuery.create()),
						(client) -> client.phoneNumbers().requests().list(ListQuery.create())),
				none("createPhoneNumberRequest", "POST /phone-numbers/request", "CreatePhoneNumberRequestBody",
						(client) -> client.phoneNumbers().requests().create(Bodies.ORDER),
						(client) -> client.phoneNumbers().requests().create(Bodies.ORDER)),
				one("getPhoneNumber", "GET /phone-numbers/n%251", null, "PhoneNumberDetail",
						(client) -> client.phoneNumbers().retrieve("n%1"),
						(client) -> client.phoneNumbers().retrieve("n%1")),
				one("updatePhoneNumber", "PATCH /phone-numbers/n%251", "UpdatePhoneNumberBody", "PhoneNumberDetail",
						(client) -> client.phoneNumbers().update("n%1", Bodies.NUMBER),
						(client) -> client.phoneNumbers().update("n%1", Bodies.NUMBER)));
	}

	private static OperationCase one(String id, String request, @Nullable String body, String answer,
			Function<BimpeAI, @Nullable Object> blocking, Function<ReactiveBimpeAI, Publisher<?>> reactive) {
		return new OperationCase(id, request, body, answer, false, blocking, reactive);
	}

	private static OperationCase none(String id, String request, @Nullable String body, Consumer<BimpeAI> blocking,
			Function<ReactiveBimpeAI, Publisher<?>> reactive) {
		return new OperationCase(id, request, body, null, false, (client) -> {
			blocking.accept(client);
			return null;
		}, reactive);
	}

	private static OperationCase list(String id, String request, @Nullable String body, String answer,
			Function<BimpeAI, Object> blocking, Function<ReactiveBimpeAI, Publisher<?>> reactive) {
		return new OperationCase(id, request, body, answer, true, (client) -> items(blocking.apply(client)), reactive);
	}

	private static Object items(Object answer) {
		return (answer instanceof Page<?> page) ? page.data() : List.class.cast(answer);
	}

}
