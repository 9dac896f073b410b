package ai.bimpe.spring.stream.internal.invocation;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.bimpe.spring.stream.internal.ListenerScope;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.expression.ExpressionException;

/**
 * Calls an {@code @EventListener} method, and reports to a delivery when everything that
 * the method has started has ended, and how. An event that no stream has published is
 * handled as Spring does it.
 */
public final class MessageListenerMethodAdapter extends ApplicationListenerMethodAdapter {

	private final Map<Class<?>, Boolean> receives = new ConcurrentHashMap<>();

	private final Map<Class<?>, Boolean> specific = new ConcurrentHashMap<>();

	private final ListenerMethod description;

	/**
	 * Create.
	 * @param beanName the name of the bean
	 * @param targetClass the class of the bean
	 * @param method the method
	 */
	public MessageListenerMethodAdapter(String beanName, Class<?> targetClass, Method method) {
		super(beanName, targetClass, method);
		this.description = new ListenerMethod(targetClass, getTargetMethod());
	}

	ListenerMethod description() {
		return this.description;
	}

	/**
	 * Return whether it is called for an event.
	 * @param event the class of the event
	 * @return {@code true} unless its condition is not met
	 */
	boolean receives(Class<?> event) {
		return this.receives.computeIfAbsent(event, (type) -> supportsEventType(DeliveredEvent.type(type)));
	}

	/**
	 * Return whether it receives an event, and not just any event.
	 * @param event the class of the event
	 * @return {@code false} when it declares a more general type
	 */
	boolean isSpecific(Class<?> event) {
		return this.specific.computeIfAbsent(event, (type) -> ContextListeners.isSpecific(this, type));
	}

	boolean isCalledByMulticaster() {
		return isDefaultExecution();
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (!(event instanceof DeliveredEvent<?> delivered) || !isDefaultExecution()) {
			Invocations.untracked(() -> super.onApplicationEvent(event));
			return;
		}
		Invocations invocations = delivered.invocations();
		if (invocations.begin(this)) {
			invocations.run(() -> call(invocations, delivered));
		}
	}

	@SuppressWarnings("try")
	private void call(Invocations invocations, DeliveredEvent<?> event) {
		try (ListenerScope scope = ListenerScope.open(event.getPayload(), invocations::defer)) {
			super.onApplicationEvent(event);
		}
		catch (ExpressionException ex) {
			throw isConditionEvaluated(event) ? ex : ListenerCondition.of(this.description).failed(ex);
		}
	}

	// The method itself may throw such an exception.
	private boolean isConditionEvaluated(ApplicationEvent event) {
		try {
			shouldHandle(event);
			return true;
		}
		catch (ExpressionException ex) {
			return false;
		}
	}

	@Override
	protected @Nullable Object doInvoke(@Nullable Object... args) {
		Invocations invocations = Invocations.current();
		if (invocations != null) {
			invocations.called(this);
		}
		return super.doInvoke(args);
	}

	@Override
	protected void handleResult(Object result) {
		Invocations invocations = Invocations.current();
		ReactiveAdapter adapter = (invocations != null)
				? ReactiveAdapterRegistry.getSharedInstance().getAdapter(result.getClass()) : null;
		if (invocations == null || adapter == null) {
			super.handleResult(result);
		}
		else if (invocations.spec().transactional()) {
			throw new IllegalStateException(this.description.asynchronousInTransaction(invocations.spec()));
		}
		else {
			invocations.await(this, adapter.toPublisher(result), super::handleResult);
		}
	}

}
