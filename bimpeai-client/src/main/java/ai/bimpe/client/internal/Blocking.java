package ai.bimpe.client.internal;

import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Internal: the one place where the blocking face waits for the reactive one.
 *
 * @since 0.1.0
 */
public final class Blocking {

	private Blocking() {
	}

	/**
	 * Wait for a value.
	 * @param <T> the type of the value
	 * @param source what to wait for
	 * @param twin the reactive method to use on a thread that must not block
	 * @return the value
	 * @throws UserException on a thread that must not block
	 * @throws BimpeAIException when the call fails or the thread is interrupted; the
	 * interrupt flag is set again
	 */
	public static <T> T await(Mono<T> source, String twin) {
		T value = awaitOptional(source, twin);
		if (value == null) {
			throw new BimpeAIException(twin + " completed without a value");
		}
		return value;
	}

	/**
	 * Wait for the end of an operation that may have no value.
	 * @param <T> the type of the value
	 * @param source what to wait for
	 * @param twin the reactive method to use on a thread that must not block
	 * @return the value, or {@code null} when there is none
	 * @throws UserException on a thread that must not block
	 * @throws BimpeAIException when the call fails or the thread is interrupted; the
	 * interrupt flag is set again
	 */
	public static <T> @Nullable T awaitOptional(Mono<T> source, String twin) {
		check(twin);
		try {
			return source.block();
		}
		catch (RuntimeException ex) {
			throw failure(ex, () -> {
			});
		}
	}

	/**
	 * Tell what a wait by a method of Reactor failed of, an interrupt as our exception.
	 * @param ex what the method has thrown
	 * @param onInterrupt stops what was waited for
	 * @return what to throw; after an interrupt its flag is set again
	 */
	public static RuntimeException failure(RuntimeException ex, Runnable onInterrupt) {
		boolean interrupted = ex.getCause() instanceof InterruptedException || Thread.currentThread().isInterrupted();
		if (ex instanceof BimpeAIException || !interrupted) {
			return ex;
		}
		Thread.currentThread().interrupt();
		onInterrupt.run();
		return new BimpeAIException("Interrupted while waiting; what was waited for is cancelled",
				Exceptions.unwrap(ex));
	}

	/**
	 * Check that this thread may block.
	 * @param twin the reactive method to use instead
	 * @throws UserException on a thread that must not block
	 */
	public static void check(String twin) {
		if (Schedulers.isInNonBlockingThread()) {
			throw new UserException("Thread " + Thread.currentThread().getName()
					+ " must not block: use ReactiveBimpeAI (" + twin + ") here, or move the call to a thread "
					+ "that may block, for example with Schedulers.boundedElastic()");
		}
	}

}
