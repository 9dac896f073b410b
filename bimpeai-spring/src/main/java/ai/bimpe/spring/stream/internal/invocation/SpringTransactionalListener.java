package ai.bimpe.spring.stream.internal.invocation;

import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.transaction.event.TransactionalApplicationListener;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * A listener that is called with the transaction of the event. Only loaded where
 * transactions are on the class path.
 */
final class SpringTransactionalListener implements TransactionalListener {

	private final TransactionalApplicationListener<?> listener;

	private final ListenerDescription description;

	private SpringTransactionalListener(TransactionalApplicationListener<?> listener, ListenerDescription description) {
		this.listener = listener;
		this.description = description;
	}

	static boolean is(@Nullable ApplicationListener<?> listener) {
		return listener instanceof TransactionalApplicationListener;
	}

	static TransactionalListener of(ApplicationListener<?> listener, ListenerDescription description) {
		return new SpringTransactionalListener((TransactionalApplicationListener<?>) listener, description);
	}

	@Override
	public boolean isCalledWithoutTransaction() {
		if (this.description instanceof ListenerMethod known) {
			TransactionalEventListener annotation = AnnotatedElementUtils.findMergedAnnotation(known.method(),
					TransactionalEventListener.class);
			return annotation != null && annotation.fallbackExecution();
		}
		return false;
	}

	@Override
	public Phase phase() {
		return switch (this.listener.getTransactionPhase()) {
			case BEFORE_COMMIT -> Phase.BEFORE_COMMIT;
			case AFTER_COMMIT -> Phase.AFTER_COMMIT;
			case AFTER_ROLLBACK -> Phase.AFTER_ROLLBACK;
			case AFTER_COMPLETION -> Phase.AFTER_COMPLETION;
		};
	}

	@Override
	public void onFailure(BiConsumer<ApplicationEvent, Throwable> failed) {
		if (phase() != Phase.BEFORE_COMMIT) {
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
	public ListenerDescription description() {
		return this.description;
	}

}
