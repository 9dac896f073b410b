package ai.bimpe.client.contract;

import java.util.Map;
import java.util.Objects;

import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.agents.AgentAction;
import ai.bimpe.client.agents.AgentChannel;
import ai.bimpe.client.agents.AgentCreated;
import ai.bimpe.client.agents.AgentDetail;
import ai.bimpe.client.agents.AgentIntegration;
import ai.bimpe.client.agents.AgentLiveStatus;
import ai.bimpe.client.agents.AgentTestCode;
import ai.bimpe.client.agents.BimpeaiConfigureResult;
import ai.bimpe.client.agents.BimpeaiIntegration;
import ai.bimpe.client.agents.BulkActionUpdate;
import ai.bimpe.client.agents.ConversationFlowSummary;
import ai.bimpe.client.agents.CustomApiIntegration;
import ai.bimpe.client.agents.IntegrationTool;
import ai.bimpe.client.agents.KnowledgeBase;
import ai.bimpe.client.agents.McpServerDiscoverResult;
import ai.bimpe.client.agents.McpServerIntegration;
import ai.bimpe.client.agents.McpServerTestResult;
import ai.bimpe.client.agents.OnboardingUrl;
import ai.bimpe.client.agents.PipedreamIntegration;
import ai.bimpe.client.calls.Call;
import ai.bimpe.client.calls.CallDetail;
import ai.bimpe.client.calls.MakeCallResult;
import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationAiStatus;
import ai.bimpe.client.conversations.ConversationDetail;
import ai.bimpe.client.conversations.Message;
import ai.bimpe.client.conversations.SentMessage;
import ai.bimpe.client.conversations.StreamTicket;
import ai.bimpe.client.phonenumbers.PhoneNumber;
import ai.bimpe.client.phonenumbers.PhoneNumberDetail;
import ai.bimpe.client.phonenumbers.PhoneNumberRequest;
import ai.bimpe.client.workflows.Workflow;

/**
 * What the operations answer with, by the name of the schema.
 */
final class ResponseTypes {

	static final Map<String, Class<?>> ALL = Map.ofEntries(entry(Agent.class), entry(AgentAction.class),
			entry(AgentChannel.class), entry(AgentCreated.class), entry(AgentDetail.class),
			entry(AgentIntegration.class), entry(AgentLiveStatus.class), entry(AgentTestCode.class),
			entry(BimpeaiConfigureResult.class), entry(BimpeaiIntegration.class), entry(BulkActionUpdate.class),
			entry(ConversationFlowSummary.class), entry(CustomApiIntegration.class), entry(IntegrationTool.class),
			entry(KnowledgeBase.class), entry(McpServerDiscoverResult.class), entry(McpServerIntegration.class),
			entry(McpServerTestResult.class), entry(OnboardingUrl.class), entry(PipedreamIntegration.class),
			entry(Call.class), entry(CallDetail.class), entry(MakeCallResult.class), entry(Conversation.class),
			entry(ConversationAiStatus.class), entry(ConversationDetail.class), entry(Message.class),
			entry(SentMessage.class), entry(StreamTicket.class), entry(PhoneNumber.class),
			entry(PhoneNumberDetail.class), entry(PhoneNumberRequest.class), entry(Workflow.class));

	private ResponseTypes() {
	}

	static Class<?> get(String schema) {
		return Objects.requireNonNull(ALL.get(schema), schema);
	}

	private static Map.Entry<String, Class<?>> entry(Class<?> type) {
		return Map.entry(type.getSimpleName(), type);
	}

}
