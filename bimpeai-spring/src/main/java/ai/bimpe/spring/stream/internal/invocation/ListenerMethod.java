package ai.bimpe.spring.stream.internal.invocation;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import ai.bimpe.spring.stream.StreamSpec;

import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * An annotated method that listens to messages.
 *
 * @param targetClass the class of its bean
 * @param method the method
 */
record ListenerMethod(Class<?> targetClass, Method method) implements ListenerDescription {

	ListenerMethod {
		targetClass = ClassUtils.getUserClass(targetClass);
	}

	@Override
	public String shortName() {
		return ClassUtils.getShortName(this.targetClass) + "#" + this.method.getName();
	}

	/**
	 * Return whether it is called for some events only.
	 * @return {@code true} when it has a condition
	 */
	boolean isConditional() {
		return StringUtils.hasText(ListenerCondition.of(this).expression());
	}

	/**
	 * Return whether it gives back something that ends later.
	 * @return {@code true} for a publisher, a completion stage and a coroutine
	 */
	boolean isAsynchronous() {
		return KotlinDetector.isSuspendingFunction(this.method)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(this.method.getReturnType()) != null;
	}

	/**
	 * Return whether its end cannot be known.
	 * @return {@code true} when it is executed on another thread and returns nothing that
	 * could be awaited
	 */
	boolean isDetached() {
		Class<?> type = this.method.getReturnType();
		boolean async = AnnotatedElementUtils.hasAnnotation(this.method, Async.class)
				|| AnnotatedElementUtils.hasAnnotation(this.targetClass, Async.class);
		return (async && !isAsynchronous())
				|| (Future.class.isAssignableFrom(type) && !CompletionStage.class.isAssignableFrom(type));
	}

	String asynchronousInTransaction(StreamSpec spec) {
		return this + " returns " + this.method.getReturnType().getSimpleName() + ", and stream '" + spec.name()
				+ "' is transactional: everything has to happen on the thread of its transaction. Finish the work "
				+ "before the method returns, or set 'transactional' to false";
	}

	@Override
	public String toString() {
		return this.targetClass.getName() + "#" + this.method.getName();
	}

}
