package ai.bimpe.spring.stream.internal.invocation;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import ai.bimpe.spring.stream.internal.InvalidListenerException;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.expression.ExpressionException;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * The condition of a listener, which Spring evaluates for each event. Its variables are
 * the arguments: by their numbers, and by the names of the parameters where the compiler
 * has kept these. A variable that does not exist is {@code null}.
 *
 * @param listener the listener
 * @param expression the condition, blank for none
 */
record ListenerCondition(ListenerMethod listener, String expression) {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private static final Pattern WITHOUT_NAME = Pattern.compile("root|this|[ap]\\d+");

	static ListenerCondition of(ListenerMethod listener) {
		EventListener annotation = AnnotatedElementUtils.findMergedAnnotation(listener.method(), EventListener.class);
		return new ListenerCondition(listener, (annotation != null) ? annotation.condition() : "");
	}

	/**
	 * Return why it cannot be evaluated.
	 * @return the problem and its remedy; {@code null} when none is known
	 */
	@Nullable String problem() {
		if (this.expression.isBlank()) {
			return null;
		}
		try {
			Set<String> variables = new TreeSet<>();
			addVariables(variables, new SpelExpressionParser().parseRaw(this.expression).getAST());
			return problem(variables);
		}
		catch (ParseException ex) {
			return this + " is no expression of SpEL, see position " + ex.getPosition() + ": correct it";
		}
	}

	private @Nullable String problem(Set<String> variables) {
		Method method = this.listener.method();
		@Nullable String[] names = NAMES.getParameterNames(method);
		if (names != null) {
			Arrays.asList(names).forEach(variables::remove);
		}
		if (variables.isEmpty()) {
			return null;
		}
		String unknown = "'#" + variables.iterator().next() + "'";
		if (names == null) {
			return this + " refers to " + unknown + ", but its class was compiled without '-parameters', which leaves "
					+ "out the names of parameters: write '#a0' for the first parameter, or compile with '-parameters'";
		}
		return this + " refers to " + unknown + ", which is no parameter of the method: write '#a0' for the first one";
	}

	/**
	 * Explain that it could not be evaluated for an event.
	 * @param failure what Spring has thrown, which may quote the event
	 * @return names the listener, the reason and the remedy
	 */
	InvalidListenerException failed(ExpressionException failure) {
		String problem = problem();
		String code = (failure instanceof SpelEvaluationException known) ? known.getMessageCode().name()
				: failure.getClass().getSimpleName();
		return new InvalidListenerException(
				(problem != null) ? problem : this + " cannot be evaluated for an event (" + code + "): correct it",
				failure);
	}

	@Override
	public String toString() {
		return "The condition of " + this.listener + ", \"" + this.expression + "\",";
	}

	private static void addVariables(Set<String> variables, SpelNode node) {
		if (node instanceof VariableReference) {
			String name = node.toStringAST().substring(1);
			if (!WITHOUT_NAME.matcher(name).matches()) {
				variables.add(name);
			}
		}
		for (int i = 0; i < node.getChildCount(); i++) {
			addVariables(variables, node.getChild(i));
		}
	}

}
