package ai.bimpe.spring.stream.internal.invocation;

import java.lang.reflect.Method;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalApplicationListener;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * A listener that is called with the transaction of the event. Only loaded where
 * transactions are on the class path.
 */
final class SpringTransactionalListener implements TransactionalListener {

	private final TransactionalApplicationListener<?> listener;

	private SpringTransactionalListener(TransactionalApplicationListener<?> listener) {
		this.listener = listener;
	}

	static boolean is(ApplicationListener<?> listener) {
		return listener instanceof TransactionalApplicationListener;
	}

	static TransactionalListener of(ApplicationListener<?> listener) {
		return new SpringTransactionalListener((TransactionalApplicationListener<?>) listener);
	}

	@Override
	public boolean isBeforeCommit() {
		return this.listener.getTransactionPhase() == TransactionPhase.BEFORE_COMMIT;
	}

	@Override
	public boolean isCalledWithoutTransaction() {
		if (this.listener instanceof ApplicationListenerMethodAdapter adapter) {
			Method method = adapter.getTargetMethod();
			TransactionalEventListener annotation = AnnotatedElementUtils.findMergedAnnotation(method,
					TransactionalEventListener.class);
			return annotation != null && annotation.fallbackExecution();
		}
		return false;
	}

	@Override
	public String phase() {
		return this.listener.getTransactionPhase().name();
	}

	@Override
	public void onFailure(BiConsumer<ApplicationEvent, Throwable> failed) {
		if (!isBeforeCommit()) {
			this.listener.addCallback(new TransactionalApplicationListener.SynchronizationCallback() {

				@Override
				public void postProcessEvent(ApplicationEvent event, @Nullable Throwable thrown) {
					if (thrown != null) {
						failed.accept(event, thrown);
					}
				}

			});
		}
	}

	@Override
	public Object identity() {
		return this.listener;
	}

	@Override
	public String shortName() {
		return (this.listener instanceof ApplicationListenerMethodAdapter adapter) ? describe(adapter).shortName()
				: this.listener.getListenerId();
	}

	@Override
	public String toString() {
		return (this.listener instanceof ApplicationListenerMethodAdapter adapter) ? describe(adapter).toString()
				: this.listener.getListenerId();
	}

	private static ListenerMethod describe(ApplicationListenerMethodAdapter adapter) {
		return new ListenerMethod(adapter.getTargetMethod().getDeclaringClass(), adapter.getTargetMethod());
	}

}
