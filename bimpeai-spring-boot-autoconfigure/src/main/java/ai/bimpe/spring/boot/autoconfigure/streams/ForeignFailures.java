package ai.bimpe.spring.boot.autoconfigure.streams;

import java.lang.reflect.UndeclaredThrowableException;

import org.springframework.core.NestedExceptionUtils;

/**
 * What there is to know about exceptions of others.
 */
final class ForeignFailures {

	private ForeignFailures() {
	}

	/**
	 * Throw what no message can be blamed for.
	 * @param failure what was thrown
	 */
	static void throwIfFatal(Throwable failure) {
		if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
			throw fatal;
		}
	}

	/**
	 * Return what a listener has thrown, without what it was wrapped into because it is
	 * checked.
	 * @param failure what was thrown
	 * @return what the listener threw
	 */
	static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof UndeclaredThrowableException && cause != null) ? cause : failure;
	}

	/**
	 * Describe an exception without its message: that may quote anything.
	 * @param failure what was thrown
	 * @return the class, and where it was thrown
	 */
	static String describe(Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		StackTraceElement[] frames = cause.getStackTrace();
		return cause.getClass().getName() + ((frames.length > 0) ? " at " + frames[0] : "");
	}

}
