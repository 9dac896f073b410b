package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.function.Supplier;

import ai.bimpe.client.conversations.StreamMessage;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.PermissionDeniedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;

/**
 * Hands what a stream brings to the application's listeners.
 */
final class StreamDelivery {

	private static final Log logger = LogFactory.getLog(StreamDelivery.class);

	private final StreamSpec spec;

	private final ApplicationEventPublisher publisher;

	StreamDelivery(StreamSpec spec, ApplicationEventPublisher publisher) {
		this.spec = spec;
		this.publisher = publisher;
	}

	void message(StreamMessage message) {
		publish(new MessageReceivedEvent(this.spec.name(), this.spec.agentId(), message),
				() -> "message '" + message.id() + "'");
	}

	void failed(Throwable cause) {
		logger.error("Stream '" + this.spec.name() + "' has ended: " + cause.getMessage() + ". " + remedy(cause));
		publish(new StreamFailedEvent(this.spec.name(), this.spec.agentId(), cause), () -> "the failure");
	}

	// What a listener throws may quote the message, so it is told in full on request
	// only.
	private void publish(Object event, Supplier<String> what) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (Throwable ex) {
			if (ex instanceof VirtualMachineError fatal && !(ex instanceof StackOverflowError)) {
				throw fatal;
			}
			logger.warn("A listener failed on " + what.get() + " of stream '" + this.spec.name() + "' with "
					+ describe(NestedExceptionUtils.getMostSpecificCause(ex))
					+ "; the stream goes on. The DEBUG level of this logger shows the exception");
			logger.debug("Failure of a listener of stream '" + this.spec.name() + "'", ex);
		}
	}

	private static String describe(Throwable failure) {
		StackTraceElement[] frames = failure.getStackTrace();
		return failure.getClass().getName() + ((frames.length > 0) ? " at " + frames[0] : "");
	}

	private String remedy(Throwable cause) {
		if (cause instanceof AuthenticationException) {
			return "Check 'bimpeai.api-key' and restart";
		}
		if (cause instanceof PermissionDeniedException) {
			return "Give the API key access to agent '" + this.spec.agentId() + "' and its conversations";
		}
		if (cause instanceof NotFoundException) {
			return "Check that agent '" + this.spec.agentId() + "' has a conversation '" + this.spec.conversationId()
					+ "' ('bimpeai.streams." + this.spec.name() + ".agent-id' and '.conversation-id')";
		}
		return "The application goes on without it";
	}

}
