package ai.bimpe.spring.stream.internal.invocation;

import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.ResolvableType;

/**
 * An event whose listeners are tracked until everything has ended that they have started.
 *
 * @param <T> the type of the event
 */
final class DeliveredEvent<T> extends PayloadApplicationEvent<T> {

	private static final long serialVersionUID = 1L;

	private final transient Invocations invocations;

	DeliveredEvent(Object source, T payload, Invocations invocations) {
		super(source, payload);
		this.invocations = invocations;
	}

	/**
	 * Return the type that listeners are asked whether they support.
	 * @param event the class of the event
	 * @return the type of a publication of it
	 */
	static ResolvableType type(Class<?> event) {
		return ResolvableType.forClassWithGenerics(DeliveredEvent.class, event);
	}

	Invocations invocations() {
		return this.invocations;
	}

}
