package ai.bimpe.spring.stream.internal.invocation;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.util.ReflectionUtils;

/**
 * What calls the listeners of an application context.
 *
 * @param multicaster the bean of the context
 * @param declared whether the application has declared it
 */
record EventMulticaster(Object multicaster, boolean declared) {

	private static final String BEAN_NAME = AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME;

	static EventMulticaster of(AbstractApplicationContext context) {
		return new EventMulticaster(context.getBean(BEAN_NAME, ApplicationEventMulticaster.class),
				context.getBeanFactory().containsBeanDefinition(BEAN_NAME));
	}

	/**
	 * Return whether it may call listeners later, or swallow what they throw.
	 * @return {@code false} when it is the one of Spring, and was left as it is
	 */
	boolean isForeign() {
		return this.declared || this.multicaster.getClass() != SimpleApplicationEventMulticaster.class
				|| property("getTaskExecutor") != null || property("getErrorHandler") != null;
	}

	/**
	 * Return whether it is known to call listeners on other threads.
	 * @return {@code true} when it has an executor that runs tasks elsewhere
	 */
	boolean isAsynchronous() {
		Object executor = property("getTaskExecutor");
		return executor != null && !(executor instanceof SyncTaskExecutor);
	}

	String name() {
		return this.multicaster.getClass().getName();
	}

	// Spring's has these getters for its subclasses only.
	private @Nullable Object property(String getter) {
		Method method = ReflectionUtils.findMethod(this.multicaster.getClass(), getter);
		if (method == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(method);
		return ReflectionUtils.invokeMethod(method, this.multicaster);
	}

}
