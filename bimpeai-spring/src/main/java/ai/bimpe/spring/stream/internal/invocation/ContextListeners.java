package ai.bimpe.spring.stream.internal.invocation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * The listeners of an application context and its parents, as far as they are known.
 */
final class ContextListeners {

	private static final boolean TRANSACTIONS_PRESENT = ClassUtils.isPresent(
			"org.springframework.transaction.event.TransactionalApplicationListener",
			ContextListeners.class.getClassLoader());

	private final @Nullable AbstractApplicationContext context;

	/**
	 * Create.
	 * @param publisher publishes events: an application context, or something else whose
	 * listeners are not known
	 */
	ContextListeners(ApplicationEventPublisher publisher) {
		this.context = (publisher instanceof AbstractApplicationContext known) ? known : null;
	}

	/**
	 * Return whether listeners can be found.
	 * @return {@code false} where events are not published by an application context
	 */
	boolean areKnown() {
		return this.context != null;
	}

	/**
	 * Return whether the application has an event multicaster of its own, which may call
	 * listeners later and swallow what they throw.
	 * @return {@code true} when it, or a parent, declares the bean
	 */
	boolean hasForeignMulticaster() {
		return contexts().stream()
			.anyMatch((context) -> context.getBeanFactory()
				.containsBeanDefinition(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME));
	}

	/**
	 * Return whether a bean is there.
	 * @param className the name of its class
	 * @return {@code false} also when the class is not there
	 */
	boolean hasBean(String className) {
		AbstractApplicationContext context = this.context;
		if (context == null || !ClassUtils.isPresent(className, context.getClassLoader())) {
			return false;
		}
		Class<?> type = ClassUtils.resolveClassName(className, context.getClassLoader());
		return context.getBeanNamesForType(type, true, false).length > 0;
	}

	/**
	 * Find the annotated methods whose end is known.
	 * @param event the class of the event
	 * @return the methods that may be called for it
	 */
	Collection<MessageListenerMethodAdapter> tracked(Class<?> event) {
		return of(event, MessageListenerMethodAdapter.class).filter(MessageListenerMethodAdapter::isCalledByMulticaster)
			.toList();
	}

	/**
	 * Find the annotated methods that Spring calls itself, but for transactional ones.
	 * @param event the class of the event
	 * @return methods that receive this event, and not just any event
	 */
	Collection<ApplicationListenerMethodAdapter> untracked(Class<?> event) {
		return of(event, ApplicationListenerMethodAdapter.class)
			.filter((listener) -> !(listener instanceof MessageListenerMethodAdapter) && !isTransactional(listener))
			.filter((listener) -> isSpecific(listener.getTargetMethod(), event))
			.toList();
	}

	/**
	 * Find the listeners that are no annotated methods.
	 * @param event the class of the event
	 * @return listeners of this event, and not just of any event
	 */
	Collection<ApplicationListener<?>> beans(Class<?> event) {
		List<ApplicationListener<?>> beans = new ArrayList<>();
		all()
			.filter((listener) -> !(listener instanceof ApplicationListenerMethodAdapter) && !isTransactional(listener))
			.filter((listener) -> isPayload(
					ResolvableType.forInstance(listener).as(ApplicationListener.class).getGeneric(), event))
			.forEach(beans::add);
		return beans;
	}

	/**
	 * Find the listeners that take part in transactions.
	 * @param event the class of the event
	 * @return the listeners
	 */
	Collection<TransactionalListener> transactional(Class<?> event) {
		return TRANSACTIONS_PRESENT ? all().filter((listener) -> isTransactional(listener) && supports(listener, event))
			.map(SpringTransactionalListener::of)
			.toList() : List.of();
	}

	private <T extends GenericApplicationListener> Stream<T> of(Class<?> event, Class<T> type) {
		return all().filter(type::isInstance).map(type::cast).filter((listener) -> supports(listener, event));
	}

	private Stream<ApplicationListener<?>> all() {
		return contexts().stream().flatMap((context) -> context.getApplicationListeners().stream());
	}

	private List<AbstractApplicationContext> contexts() {
		List<AbstractApplicationContext> contexts = new ArrayList<>();
		ApplicationContext next = this.context;
		while (next instanceof AbstractApplicationContext known) {
			contexts.add(known);
			next = known.getParent();
		}
		return contexts;
	}

	private static boolean isTransactional(ApplicationListener<?> listener) {
		return TRANSACTIONS_PRESENT && SpringTransactionalListener.is(listener);
	}

	private static boolean supports(ApplicationListener<?> listener, Class<?> event) {
		return listener instanceof GenericApplicationListener generic
				&& generic.supportsEventType(ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, event));
	}

	/**
	 * Return whether a method receives an event, and not just any event.
	 * @param method the method
	 * @param event the class of the event
	 * @return {@code false} when it declares a more general type
	 */
	static boolean isSpecific(Method method, Class<?> event) {
		return method.getParameterCount() == 0 || method.getParameterTypes()[0] == event
				|| isPayload(ResolvableType.forMethodParameter(method, 0), event);
	}

	private static boolean isPayload(ResolvableType type, Class<?> event) {
		return type.as(PayloadApplicationEvent.class).getGeneric().resolve() == event;
	}

}
