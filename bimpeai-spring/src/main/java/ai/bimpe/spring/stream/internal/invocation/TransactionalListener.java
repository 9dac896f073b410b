package ai.bimpe.spring.stream.internal.invocation;

import java.util.function.BiConsumer;

import org.springframework.context.ApplicationEvent;

/**
 * A listener that is called with the transaction of the event.
 */
interface TransactionalListener {

	/**
	 * Return whether it is called before the transaction is committed, which it can
	 * prevent.
	 * @return {@code false} when it is called behind the acknowledgement
	 */
	boolean isBeforeCommit();

	/**
	 * Return whether it is called at once where there is no transaction.
	 * @return {@code false} when it is not called at all
	 */
	boolean isCalledWithoutTransaction();

	/**
	 * Return when it is called.
	 * @return the name of the phase
	 */
	String phase();

	/**
	 * Report when the listener fails behind the commit.
	 * @param failed receives the event and what the listener has thrown
	 */
	void onFailure(BiConsumer<ApplicationEvent, Throwable> failed);

	/**
	 * Return what tells it from other listeners.
	 * @return the listener of Spring
	 */
	Object identity();

	/**
	 * Return a name for people who know the application.
	 * @return the class without its package, and the method
	 */
	String shortName();

}
