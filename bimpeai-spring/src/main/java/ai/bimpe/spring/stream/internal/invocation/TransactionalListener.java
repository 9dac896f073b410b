package ai.bimpe.spring.stream.internal.invocation;

import java.util.function.BiConsumer;

import org.springframework.context.ApplicationEvent;

/**
 * A listener that is called with the transaction of the event.
 */
interface TransactionalListener {

	/**
	 * Return whether it is called at once where there is no transaction.
	 * @return {@code false} when it is not called at all
	 */
	boolean isCalledWithoutTransaction();

	/**
	 * Return when it is called.
	 * @return the phase
	 */
	Phase phase();

	/**
	 * Report when the listener fails behind the end of the transaction.
	 * @param failed receives the event and what the listener has thrown
	 */
	void onFailure(BiConsumer<ApplicationEvent, Throwable> failed);

	/**
	 * Return what tells it from other listeners.
	 * @return the listener of Spring
	 */
	Object identity();

	/**
	 * Return what the log names.
	 * @return the listener
	 */
	ListenerDescription description();

	/** When it is called: the phases of Spring, which may not be on the class path. */
	enum Phase {

		/** Before the transaction is committed, which it can prevent. */
		BEFORE_COMMIT,

		/** When the message is acknowledged. */
		AFTER_COMMIT,

		/** When an attempt has failed. */
		AFTER_ROLLBACK,

		/** In both cases. */
		AFTER_COMPLETION

	}

}
