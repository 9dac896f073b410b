package ai.bimpe.spring.stream.internal.invocation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.core.ResolvableType;

/**
 * A listener that is no annotated method.
 *
 * @param beanName the name of the bean, {@code null} when it is none
 * @param targetClass the class of the listener
 * @param declared what the definition of the bean says about its type
 * @param listener the listener, {@code null} when the bean was not created yet
 */
record ListenerBean(@Nullable String beanName, Class<?> targetClass, ResolvableType declared,
		@Nullable ApplicationListener<?> listener) implements ListenerDescription {

	/**
	 * Find the listeners of a context, without creating any.
	 * @param beanFactory the beans of the context
	 * @param listeners the listeners that the context has by now
	 * @return all listeners, those included that are annotated methods
	 */
	static List<ListenerBean> of(ConfigurableListableBeanFactory beanFactory,
			Collection<ApplicationListener<?>> listeners) {
		List<ListenerBean> all = new ArrayList<>();
		Set<Object> beans = Collections.newSetFromMap(new IdentityHashMap<>());
		for (String name : beanFactory.getBeanNamesForType(ApplicationListener.class, true, false)) {
			Object bean = beanFactory.getSingleton(name);
			ApplicationListener<?> listener = (bean instanceof ApplicationListener<?> known) ? known : null;
			Class<?> type = (listener != null) ? AopUtils.getTargetClass(listener) : beanFactory.getType(name, false);
			if (type != null) {
				beans.add(bean);
				all.add(new ListenerBean(name, type, declared(beanFactory, name), listener));
			}
		}
		listeners.stream()
			.filter((listener) -> !beans.contains(listener))
			.map((listener) -> new ListenerBean(null, AopUtils.getTargetClass(listener), ResolvableType.NONE, listener))
			.forEach(all::add);
		return all;
	}

	private static ResolvableType declared(ConfigurableListableBeanFactory beanFactory, String name) {
		return beanFactory.containsBeanDefinition(name) ? beanFactory.getMergedBeanDefinition(name).getResolvableType()
				: ResolvableType.NONE;
	}

	/**
	 * Return whether it receives an event, as far as that can be known.
	 * @param event the class of the event
	 * @return {@code false} when it receives just any event
	 */
	boolean mayReceive(Class<?> event) {
		return isSpecific(event) || isOfAnyPayload() || isOfUnknownPayload();
	}

	/**
	 * Return whether it receives an event, and not just any event.
	 * @param event the class of the event
	 * @return {@code false} also when that cannot be known
	 */
	boolean isSpecific(Class<?> event) {
		return supports(DeliveredEvent.type(event)) && !supports(DeliveredEvent.type(OtherPayload.class));
	}

	// A listener that asks for the class of an event is not told that of its payload.
	private boolean isOfAnyPayload() {
		return this.listener instanceof SmartApplicationListener smart && smart.supportsEventType(DeliveredEvent.class)
				&& !smart.supportsEventType(OtherEvent.class);
	}

	// ApplicationListener.forPayload(..) returns a lambda, of which no type is known.
	private boolean isOfUnknownPayload() {
		return this.targetClass.isHidden() && this.targetClass.getNestHost() == ApplicationListener.class
				&& eventType() == null;
	}

	private boolean supports(ResolvableType event) {
		ResolvableType declared = eventType();
		if (declared != null && !declared.isAssignableFrom(event)) {
			return false;
		}
		return (this.listener != null) ? new GenericApplicationListenerAdapter(this.listener).supportsEventType(event)
				: ResolvableType.forClass(this.targetClass)
					.as(ApplicationListener.class)
					.getGeneric()
					.isAssignableFrom(event);
	}

	private @Nullable ResolvableType eventType() {
		ResolvableType event = this.declared.as(ApplicationListener.class).getGeneric();
		return (event.resolve() != null) ? event : null;
	}

	@Override
	public String shortName() {
		return isOfSpring() ? anonymous() : this.targetClass.getSimpleName();
	}

	@Override
	public String toString() {
		return isOfSpring() ? anonymous() : this.targetClass.getName() + "#onApplicationEvent";
	}

	// Its class says nothing about the application.
	private boolean isOfSpring() {
		return this.targetClass.isHidden() || this.targetClass.getName().startsWith("org.springframework.");
	}

	private String anonymous() {
		return (this.beanName != null) ? "bean '" + this.beanName + "'"
				: this.targetClass.getNestHost().getSimpleName() + ".forPayload(..)";
	}

	/** No application listens to it, unless it listens to all events. */
	abstract static class OtherEvent extends ApplicationEvent {

		private static final long serialVersionUID = 1L;

		OtherEvent(Object source) {
			super(source);
		}

	}

	/** No application listens to it, unless it listens to all events. */
	record OtherPayload() {

	}

}
