package ai.bimpe.samples.inbox;

import ai.bimpe.samples.inbox.agent.CurrentAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Gives a test a conversation of its own, in which nobody writes but the test. It is gone
 * after the test, and so are faults.
 */
public final class ConversationExtension implements ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(ConversationExtension.class);

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == SimulatedConversation.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		ApplicationContext application = SpringExtension.getApplicationContext(context);
		Simulator simulator = application.getBean(Simulator.class);
		simulator.settings().answering(false);
		SimulatedConversation conversation = simulator.agent(application.getBean(CurrentAgent.class).id())
			.newConversation("Zoe Test");
		context.getStore(NAMESPACE).put(conversation, (AutoCloseable) () -> {
			simulator.clearFaults();
			conversation.delete();
		});
		return conversation;
	}

}
