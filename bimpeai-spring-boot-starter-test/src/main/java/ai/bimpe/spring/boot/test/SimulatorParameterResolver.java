package ai.bimpe.spring.boot.test;

import java.lang.reflect.Method;
import java.util.Set;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.beans.factory.annotation.ParameterResolutionDelegate;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Resolves parameters of test methods: the simulator of the context, or an agent or a
 * conversation for this method alone. Constructors and annotated parameters are Spring's.
 */
final class SimulatorParameterResolver implements ParameterResolver {

	private static final Set<Class<?>> TYPES = Set.of(Simulator.class, SimulatedAgent.class,
			SimulatedConversation.class);

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return TYPES.contains(parameter.getParameter().getType())
				&& parameter.getDeclaringExecutable() instanceof Method
				&& !ParameterResolutionDelegate.isAutowirable(parameter.getParameter(), parameter.getIndex());
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Simulator simulator = SpringExtension.getApplicationContext(context).getBean(Simulator.class);
		Class<?> type = parameter.getParameter().getType();
		if (type == Simulator.class) {
			return simulator;
		}
		SimulatedAgent agent = simulator.newAgent("Agent of " + context.getDisplayName());
		return (type == SimulatedAgent.class) ? agent : agent.newConversation();
	}

}
