package ai.bimpe.spring.stream.internal.listener;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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

		private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

		private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

		private static void clear() {
			ContextRegistry.getInstance().getThreadLocalAccessors().forEach(Propagation::clear);
		}

		// It belongs to the application, and may not be able to.
		private static void clear(ThreadLocalAccessor<?> accessor) {
			try {
				if (accessor.getValue() != null) {
					accessor.setValue();
				}
			}
			catch (RuntimeException ex) {
				String name = accessor.getClass().getName();
				if (REPORTED.add(name)) {
					logger.warn(name + " has not cleared its thread local, so that the "
							+ "listener of the next message finds what the one before has left: "
							+ ExceptionRedactor.describe(ex) + ". Implement setValue() of the ThreadLocalAccessor");
				}
			}
		}

	}

}
