package ai.bimpe.spring.boot.autoconfigure.cluster;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * What the log may say about exceptions of others.
 */
final class ForeignFailures {

	private ForeignFailures() {
	}

	/**
	 * Describe an exception without its message: those of databases quote addresses, and
	 * users and passwords with them.
	 * @param failure what was thrown
	 * @return the class, and where it was thrown
	 */
	static String describe(@Nullable Throwable failure) {
		if (failure == null) {
			return "unknown cause";
		}
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		StackTraceElement[] frames = cause.getStackTrace();
		return cause.getClass().getName() + ((frames.length > 0) ? " at " + frames[0] : "");
	}

}
