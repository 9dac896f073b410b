package ai.bimpe.client;

import java.util.function.Supplier;

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
		return interruptibly(source::block, () -> {
		});
	}

	/**
	 * Wait by a method of Reactor, and turn an interrupt into our exception.
	 * @param <T> the type of the value
	 * @param wait waits
	 * @param onInterrupt stops what was waited for
	 * @return the value
	 * @throws BimpeAIException when the thread is interrupted; the interrupt flag is set
	 * again
	 */
	public static <T> T interruptibly(Supplier<T> wait, Runnable onInterrupt) {
		try {
			return wait.get();
		}
		catch (BimpeAIException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			if (ex.getCause() instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
				Thread.currentThread().interrupt();
				onInterrupt.run();
				throw new BimpeAIException("Interrupted while waiting; what was waited for is cancelled",
						Exceptions.unwrap(ex));
			}
			throw ex;
		}
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
