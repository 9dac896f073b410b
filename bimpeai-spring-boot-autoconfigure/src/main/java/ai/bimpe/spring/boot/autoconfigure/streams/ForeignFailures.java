package ai.bimpe.spring.boot.autoconfigure.streams;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import ai.bimpe.client.errors.BimpeAIException;

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

	/**
	 * Describe why a stream ended.
	 * @param failure what it ended with
	 * @return the message of a failure that is known to quote no texts, and otherwise the
	 * class, and where it was thrown
	 */
	static String reason(Throwable failure) {
		boolean ours = failure instanceof BimpeAIException || failure instanceof InvalidCheckpointException;
		return ours ? String.valueOf(failure.getMessage()) : describe(failure);
	}

	/**
	 * Return where an exception comes from, without any message.
	 * @param failure what was thrown
	 * @return the classes and stack frames of the exception and its causes
	 */
	static String trace(Throwable failure) {
		StringBuilder trace = new StringBuilder();
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
			trace.append(trace.isEmpty() ? "" : "\nCaused by: ").append(cause.getClass().getName());
			for (StackTraceElement frame : cause.getStackTrace()) {
				trace.append("\n\tat ").append(frame);
			}
		}
		return trace.toString();
	}

}
