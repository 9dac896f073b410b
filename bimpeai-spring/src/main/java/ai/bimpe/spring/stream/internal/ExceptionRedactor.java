package ai.bimpe.spring.stream.internal;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletionException;

import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import org.apache.commons.logging.Log;

import org.springframework.core.NestedExceptionUtils;

/**
 * What may be told of exceptions that others throw: listeners, stores and locks. Their
 * messages may quote texts of customers, or addresses with users and passwords. Meant for
 * the streams and what shares them among instances, not for applications.
 *
 * @since 0.1.0
 */
public final class ExceptionRedactor {

	private ExceptionRedactor() {
	}

	/**
	 * Return what a listener has thrown, without what it was wrapped into because it is
	 * checked or was thrown elsewhere.
	 * @param failure what was thrown
	 * @return what the listener threw
	 */
	public static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		boolean wrapper = failure instanceof UndeclaredThrowableException || failure instanceof CompletionException;
		return (wrapper && cause != null) ? unwrap(cause) : failure;
	}

	/**
	 * Describe an exception without its message.
	 * @param failure what was thrown
	 * @return the class, and where it was thrown
	 */
	public static String describe(Throwable failure) {
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
	public static String reason(Throwable failure) {
		boolean ours = failure instanceof BimpeAIException || failure instanceof InvalidCheckpointException;
		return ours ? String.valueOf(failure.getMessage()) : describe(failure);
	}

	/**
	 * Log where an exception comes from on the DEBUG level, without any message: the
	 * classes and stack frames of the exception and its causes.
	 * @param logger where to log it
	 * @param what says what has failed
	 * @param failure what was thrown
	 */
	public static void debug(Log logger, String what, Throwable failure) {
		if (logger.isDebugEnabled()) {
			logger.debug(what + "; the stack trace, without messages: " + trace(failure, false));
		}
	}

	/**
	 * Describe where an exception comes from.
	 * @param failure what was thrown
	 * @param messages whether to include the messages of the exception and its causes,
	 * besides those that explain why a listener cannot work
	 * @return classes and stack frames of the exception and its causes
	 */
	public static String trace(Throwable failure, boolean messages) {
		StringBuilder trace = new StringBuilder();
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
			boolean shown = messages || cause instanceof InvalidListenerException;
			trace.append(trace.isEmpty() ? "" : "\nCaused by: ").append(shown ? cause : cause.getClass().getName());
			for (StackTraceElement frame : cause.getStackTrace()) {
				trace.append("\n\tat ").append(frame);
			}
		}
		return trace.toString();
	}

}
