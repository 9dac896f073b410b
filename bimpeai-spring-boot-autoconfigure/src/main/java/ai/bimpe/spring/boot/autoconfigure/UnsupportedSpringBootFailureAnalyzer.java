package ai.bimpe.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains which lines of Spring Boot are supported.
 */
final class UnsupportedSpringBootFailureAnalyzer extends AbstractFailureAnalyzer<UnsupportedSpringBootException> {

	private static final String ACTION = """
			Do one of these:

			    - use a supported version of Spring Boot
			    - use a version of bimpeai-spring-boot-starter that supports Spring Boot %s
			    - set '%s' to false, to try a version of Spring Boot that is newer""";

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnsupportedSpringBootException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				ACTION.formatted(cause.version(), SpringBootVersionVerifier.PROPERTY), cause);
	}

}
