package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.Instant;

import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * What went wrong on a stream. Holds sentences of this library only: what listeners and
 * stores say may quote anything.
 *
 * @param type the name of the exception
 * @param message what went wrong, {@code null} when the exception is not of this library
 * @param at when it was heard of, {@code null} when that is not known
 * @since 0.1.0
 */
public record StreamError(String type, @Nullable String message, @Nullable Instant at) {

	static StreamError of(Throwable failure, @Nullable Instant at) {
		boolean ours = failure instanceof BimpeAIException || failure instanceof InvalidCheckpointException;
		return new StreamError(type(failure), ours ? failure.getMessage() : null, at);
	}

	static StreamError ofListener(Throwable failure, String messageId, int attempts, Instant at) {
		return new StreamError(type(failure), "Delivery of message '" + messageId + "' failed in attempt " + attempts,
				at);
	}

	boolean isOf(Throwable failure) {
		return this.type.equals(type(failure));
	}

	private static String type(Throwable failure) {
		return ClassUtils.getShortName(failure.getClass());
	}

}
