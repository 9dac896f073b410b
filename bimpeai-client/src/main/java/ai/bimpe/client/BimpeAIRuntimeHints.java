package ai.bimpe.client;

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
import ai.bimpe.client.agents.ConfigureBimpeaiRequest;
import ai.bimpe.client.agents.ConfigureCustomApiRequest;
import ai.bimpe.client.agents.ConfigureMcpServerRequest;
import ai.bimpe.client.agents.ConfigurePipedreamRequest;
import ai.bimpe.client.agents.ConversationFlowSummary;
import ai.bimpe.client.agents.CreateAgentRequest;
import ai.bimpe.client.agents.CreateCustomApiToolRequest;
import ai.bimpe.client.agents.CreateKnowledgeBaseRequest;
import ai.bimpe.client.agents.CustomApiIntegration;
import ai.bimpe.client.agents.IntegrationAuthConfig;
import ai.bimpe.client.agents.IntegrationTool;
import ai.bimpe.client.agents.KnowledgeBase;
import ai.bimpe.client.agents.McpServerDiscoverResult;
import ai.bimpe.client.agents.McpServerIntegration;
import ai.bimpe.client.agents.McpServerTestResult;
import ai.bimpe.client.agents.OnboardingUrl;
import ai.bimpe.client.agents.ParameterDefinition;
import ai.bimpe.client.agents.ParameterType;
import ai.bimpe.client.agents.PipedreamIntegration;
import ai.bimpe.client.agents.ToolResponseMapping;
import ai.bimpe.client.agents.UpdateAgentRequest;
import ai.bimpe.client.agents.UpdateKnowledgeBaseRequest;
import ai.bimpe.client.agents.UpdateLiveStatusRequest;
import ai.bimpe.client.calls.Call;
import ai.bimpe.client.calls.CallDetail;
import ai.bimpe.client.calls.MakeCallRequest;
import ai.bimpe.client.calls.MakeCallResult;
import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationAiStatus;
import ai.bimpe.client.conversations.ConversationDetail;
import ai.bimpe.client.conversations.CreateConversationMessageRequest;
import ai.bimpe.client.conversations.Message;
import ai.bimpe.client.conversations.SendChannelType;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.conversations.SentMessage;
import ai.bimpe.client.core.PageMeta;
import ai.bimpe.client.phonenumbers.CreatePhoneNumberRequest;
import ai.bimpe.client.phonenumbers.PhoneNumber;
import ai.bimpe.client.phonenumbers.PhoneNumberDetail;
import ai.bimpe.client.phonenumbers.PhoneNumberRequest;
import ai.bimpe.client.phonenumbers.UpdatePhoneNumberRequest;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamTicket;
import ai.bimpe.client.workflows.CreateWorkflowRequest;
import ai.bimpe.client.workflows.RuleInput;
import ai.bimpe.client.workflows.UpdateWorkflowRequest;
import ai.bimpe.client.workflows.Workflow;
import ai.bimpe.client.workflows.WorkflowScope;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What Jackson looks at through reflection: all that is read from an answer or written
 * into a request. Values inside of these types are found from them.
 */
final class BimpeAIRuntimeHints implements RuntimeHintsRegistrar {

	private static final Class<?>[] ANSWERS = { Agent.class, AgentAction.class, AgentChannel.class, AgentCreated.class,
			AgentDetail.class, AgentIntegration.class, AgentLiveStatus.class, AgentTestCode.class,
			BimpeaiConfigureResult.class, BimpeaiIntegration.class, BulkActionUpdate.class, Call.class,
			CallDetail.class, Conversation.class, ConversationAiStatus.class, ConversationDetail.class,
			ConversationFlowSummary.class, CustomApiIntegration.class, IntegrationTool.class, KnowledgeBase.class,
			MakeCallResult.class, McpServerDiscoverResult.class, McpServerIntegration.class, McpServerTestResult.class,
			Message.class, OnboardingUrl.class, PageMeta.class, PhoneNumber.class, PhoneNumberDetail.class,
			PhoneNumberRequest.class, PipedreamIntegration.class, SentMessage.class, StreamMessage.class,
			StreamTicket.class, Workflow.class };

	private static final Class<?>[] REQUESTS = { ConfigureBimpeaiRequest.class, ConfigureCustomApiRequest.class,
			ConfigureMcpServerRequest.class, ConfigurePipedreamRequest.class, CreateAgentRequest.class,
			CreateConversationMessageRequest.class, CreateCustomApiToolRequest.class, CreateKnowledgeBaseRequest.class,
			CreatePhoneNumberRequest.class, CreateWorkflowRequest.class, IntegrationAuthConfig.class,
			MakeCallRequest.class, ParameterDefinition.class, RuleInput.class, SendMessageRequest.class,
			ToolResponseMapping.class, UpdateAgentRequest.class, UpdateKnowledgeBaseRequest.class,
			UpdateLiveStatusRequest.class, UpdatePhoneNumberRequest.class, UpdateWorkflowRequest.class,
			SendChannelType.class, ParameterType.class, WorkflowScope.class };

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		this.binding.registerReflectionHints(hints.reflection(), ANSWERS);
		this.binding.registerReflectionHints(hints.reflection(), REQUESTS);
		hints.reflection()
			.registerType(TypeReference.of("ai.bimpe.client.internal.http.Envelope"),
					MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.INVOKE_PUBLIC_METHODS,
					MemberCategory.ACCESS_DECLARED_FIELDS);
		hints.resources().registerPattern("ai/bimpe/client/version.properties");
	}

}
