package ai.bimpe.spring.stream.internal.invocation;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import ai.bimpe.spring.stream.internal.invocation.ListenerBean.OtherPayload;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The listeners of an application context and its parents, as far as they are known.
 */
final class ContextListeners {

	private static final boolean TRANSACTIONS_PRESENT = ClassUtils.isPresent(
			"org.springframework.transaction.event.TransactionalApplicationListener",
			ContextListeners.class.getClassLoader());

	private final List<AbstractApplicationContext> contexts = new ArrayList<>();

	/**
	 * Create.
	 * @param publisher publishes events: an application context, or something else whose
	 * listeners are not known
	 */
	ContextListeners(ApplicationEventPublisher publisher) {
		ApplicationContext next = (publisher instanceof ApplicationContext known) ? known : null;
		while (next instanceof AbstractApplicationContext known) {
			this.contexts.add(known);
			next = known.getParent();
		}
	}

	/**
	 * Return whether listeners can be found.
	 * @return {@code false} where events are not published by an application context
	 */
	boolean areKnown() {
		return !this.contexts.isEmpty();
	}

	/**
	 * Find what calls the listeners.
	 * @return the multicaster of each context
	 */
	List<EventMulticaster> multicasters() {
		return this.contexts.stream().map(EventMulticaster::of).toList();
	}

	/**
	 * Return whether a bean is there.
	 * @param className the name of its class
	 * @return {@code false} also when the class is not there
	 */
	boolean hasBean(String className) {
		if (!areKnown()) {
			return false;
		}
		AbstractApplicationContext context = this.contexts.get(0);
		ClassLoader classLoader = context.getClassLoader();
		return ClassUtils.isPresent(className, classLoader)
				&& BeanFactoryUtils.beanNamesForTypeIncludingAncestors(context,
						ClassUtils.resolveClassName(className, classLoader), true, false).length > 0;
	}

	/**
	 * Find the annotated methods whose end is known.
	 * @param event the class of the event
	 * @return the methods that are called for it, unless their condition is not met
	 */
	Collection<MessageListenerMethodAdapter> tracked(Class<?> event) {
		return this.contexts.stream()
			.flatMap((context) -> listeners(context).stream())
			.filter(MessageListenerMethodAdapter.class::isInstance)
			.map(MessageListenerMethodAdapter.class::cast)
			.filter((listener) -> listener.isCalledByMulticaster() && listener.receives(event))
			.toList();
	}

	/**
	 * Find the annotated methods that receive an event, whoever calls them.
	 * @param event the class of the event
	 * @param specific whether to leave out those that receive just any event
	 * @return the methods
	 */
	Collection<ListenerMethod> methods(Class<?> event, boolean specific) {
		return this.contexts.stream()
			.flatMap((context) -> methods(context)
				.filter((method) -> specific ? isSpecific(method, event)
						: method.supportsEventType(DeliveredEvent.type(event)))
				.map((method) -> describe(context, method)))
			.toList();
	}

	/**
	 * Find the annotated methods that Spring calls itself, but for transactional ones.
	 * @param event the class of the event
	 * @return methods that receive this event, and not just any event
	 */
	Collection<ListenerMethod> untracked(Class<?> event) {
		return this.contexts.stream()
			.flatMap((context) -> methods(context)
				.filter((method) -> !(method instanceof MessageListenerMethodAdapter) && !isTransactional(method))
				.filter((method) -> isSpecific(method, event))
				.map((method) -> describe(context, method)))
			.toList();
	}

	/**
	 * Find the listeners that are no annotated methods.
	 * @param event the class of the event
	 * @return those that may receive the event, but for listeners of just any event
	 */
	Collection<ListenerBean> beans(Class<?> event) {
		return this.contexts.stream()
			.flatMap(ContextListeners::beans)
			.filter((bean) -> !isTransactional(bean.listener()) && bean.mayReceive(event))
			.toList();
	}

	/**
	 * Find the listeners that take part in transactions.
	 * @param event the class of the event
	 * @return the listeners
	 */
	Collection<TransactionalListener> transactional(Class<?> event) {
		if (!TRANSACTIONS_PRESENT) {
			return List.of();
		}
		return this.contexts.stream().flatMap((context) -> transactional(context, event)).toList();
	}

	private static Stream<TransactionalListener> transactional(AbstractApplicationContext context, Class<?> event) {
		return Stream.concat(
				methods(context)
					.filter((method) -> isTransactional(method) && method.supportsEventType(DeliveredEvent.type(event)))
					.map((method) -> SpringTransactionalListener.of(method, describe(context, method))),
				beans(context).filter((bean) -> bean.isSpecific(event))
					.flatMap((bean) -> Stream.ofNullable(bean.listener())
						.filter(ContextListeners::isTransactional)
						.map((listener) -> SpringTransactionalListener.of(listener, bean))));
	}

	private static Stream<ApplicationListenerMethodAdapter> methods(AbstractApplicationContext context) {
		return listeners(context).stream()
			.filter(ApplicationListenerMethodAdapter.class::isInstance)
			.map(ApplicationListenerMethodAdapter.class::cast);
	}

	private static Stream<ListenerBean> beans(AbstractApplicationContext context) {
		return ListenerBean.of(context.getBeanFactory(), listeners(context))
			.stream()
			.filter((bean) -> !(bean.listener() instanceof ApplicationListenerMethodAdapter));
	}

	// The set of a context is not meant to be read while listeners are added, which a
	// bean that is created late is.
	private static List<ApplicationListener<?>> listeners(AbstractApplicationContext context) {
		while (true) {
			try {
				List<ApplicationListener<?>> listeners = new ArrayList<>();
				for (ApplicationListener<?> listener : context.getApplicationListeners()) {
					listeners.add(listener);
				}
				return listeners;
			}
			catch (ConcurrentModificationException ex) {
				Thread.onSpinWait();
			}
		}
	}

	private static boolean isTransactional(@Nullable ApplicationListener<?> listener) {
		return TRANSACTIONS_PRESENT && SpringTransactionalListener.is(listener);
	}

	/**
	 * Return whether a method receives an event, and not just any event.
	 * @param listener the method
	 * @param event the class of the event
	 * @return {@code false} when it declares a more general type
	 */
	static boolean isSpecific(ApplicationListenerMethodAdapter listener, Class<?> event) {
		return listener.supportsEventType(DeliveredEvent.type(event))
				&& !listener.supportsEventType(DeliveredEvent.type(OtherPayload.class));
	}

	private static ListenerMethod describe(AbstractApplicationContext context,
			ApplicationListenerMethodAdapter listener) {
		return new ListenerMethod(classOfBean(context, listener), listener.getTargetMethod());
	}

	// The method may be inherited.
	private static Class<?> classOfBean(AbstractApplicationContext context, ApplicationListenerMethodAdapter listener) {
		Class<?> declaring = listener.getTargetMethod().getDeclaringClass();
		Field field = ReflectionUtils.findField(ApplicationListenerMethodAdapter.class, "beanName");
		if (field == null) {
			return declaring;
		}
		ReflectionUtils.makeAccessible(field);
		String name = Objects.requireNonNull((String) ReflectionUtils.getField(field, listener));
		Class<?> type = context.containsBean(name) ? AutoProxyUtils.determineTargetClass(context.getBeanFactory(), name)
				: null;
		return (type != null && declaring.isAssignableFrom(type)) ? type : declaring;
	}

}
