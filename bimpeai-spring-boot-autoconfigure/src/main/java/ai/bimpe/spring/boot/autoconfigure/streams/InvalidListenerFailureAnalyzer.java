package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.spring.stream.internal.InvalidListenerException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains that a listener of a stream cannot work, in place of the stack trace of the
 * bean that has the streams.
 */
final class InvalidListenerFailureAnalyzer extends AbstractFailureAnalyzer<InvalidListenerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidListenerException cause) {
		return new FailureAnalysis("A listener of a BimpeAI stream cannot work. " + cause.getMessage() + ".",
				"Change the listener, or the stream, as described.", cause);
	}

}
