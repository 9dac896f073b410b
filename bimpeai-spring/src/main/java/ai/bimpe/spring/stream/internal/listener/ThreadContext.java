package ai.bimpe.spring.stream.internal.listener;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.slf4j.MDC;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.ClassUtils;

/**
 * What a listener may leave on its thread, which the listener of the next message, of
 * another customer, must not find: logging context, security context, and all that
 * Micrometer's context propagation knows.
 */
final class ThreadContext {

	private static final boolean MDC_PRESENT = isPresent("org.slf4j.MDC");

	private static final boolean SECURITY_PRESENT = isPresent(
			"org.springframework.security.core.context.SecurityContextHolder");

	private static final boolean REGISTRY_PRESENT = isPresent("io.micrometer.context.ContextRegistry");

	private ThreadContext() {
	}

	static void clear() {
		LocaleContextHolder.resetLocaleContext();
		if (MDC_PRESENT) {
			Logging.clear();
		}
		if (REGISTRY_PRESENT) {
			Propagation.clear();
		}
		if (SECURITY_PRESENT) {
			Security.clear();
		}
	}

	private static boolean isPresent(String className) {
		return ClassUtils.isPresent(className, ThreadContext.class.getClassLoader());
	}

	private static final class Logging {

		private static void clear() {
			MDC.clear();
		}

	}

	private static final class Security {

		private static void clear() {
			SecurityContextHolder.clearContext();
		}

	}

	private static final class Propagation {

		private static void clear() {
			for (ThreadLocalAccessor<?> accessor : ContextRegistry.getInstance().getThreadLocalAccessors()) {
				if (accessor.getValue() != null) {
					accessor.setValue();
				}
			}
		}

	}

}
