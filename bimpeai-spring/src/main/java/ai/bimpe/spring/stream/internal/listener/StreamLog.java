package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BadRequestException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.PermissionDeniedException;
import ai.bimpe.client.internal.stream.SkippedEvents;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.OnDeliveryFailure;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import ai.bimpe.spring.stream.internal.StreamPropertyNames;
import ai.bimpe.spring.stream.internal.checkpoint.StaleOwnerException;
import ai.bimpe.spring.stream.internal.listener.MessageDelivery.Outcome;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * What the log says about a stream. What listeners and stores throw may quote messages or
 * secrets, so no level shows what it says, only what and where it is.
 */
final class StreamLog {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private final StreamSpec spec;

	private final boolean exceptionMessages;

	private final String connection;

	/**
	 * Create for the stream.
	 * @param spec the stream
	 * @param exceptionMessages whether to show the messages of what listeners throw
	 */
	StreamLog(StreamSpec spec, boolean exceptionMessages) {
		this.spec = spec;
		this.exceptionMessages = exceptionMessages;
		this.connection = stream();
	}

	/**
	 * Create for a shard, which has a connection of its own.
	 * @param spec the stream
	 * @param shard the number of the shard
	 * @param exceptionMessages whether to show the messages of what listeners throw
	 */
	StreamLog(StreamSpec spec, int shard, boolean exceptionMessages) {
		this.spec = spec;
		this.exceptionMessages = exceptionMessages;
		this.connection = stream() + ((spec.shards() > 1) ? " (shard " + shard + ")" : "");
	}

	void lost(BimpeAIException cause) {
		logger.warn(this.connection + " lost its connection and tries again until it is back: " + cause.getMessage()
				+ ". If that lasts, check the network, the proxy and the status of the API");
	}

	void refused(BimpeAIException cause) {
		logger.error(this.connection + " is not accepted by the server, and is tried again until it is: "
				+ cause.getMessage() + remedy(cause));
	}

	/**
	 * Log that a stream is live for the first time.
	 * @param store keeps its checkpoints
	 * @param start where it has started
	 */
	void live(CheckpointStore store, String start) {
		logger.info(stream() + " is live: " + describe(this.spec.agentId(), this.spec.conversationId())
				+ ", concurrency " + this.spec.concurrency() + ", checkpoints in "
				+ ClassUtils.getShortName(ClassUtils.getUserClass(store)) + ", " + start);
	}

	/**
	 * Log that a stream has stopped, and no listener is at work on it any more.
	 * @param checkpoint where the next start continues, {@code null} when that is not
	 * known, or when there are many
	 */
	void stopped(@Nullable Checkpoint checkpoint) {
		logger.info(stream() + " has stopped"
				+ ((checkpoint != null) ? ", and continues after '" + checkpoint.after() + "'" : ""));
	}

	void liveAgain() {
		logger.info(this.connection + " is live again");
	}

	// Types that are new to this version are none of its business.
	void skipped(StreamEvent.Skipped event, @Nullable String conversationId) {
		if (event.reason() != StreamEvent.Skipped.Reason.UNKNOWN_TYPE) {
			logger.warn(stream() + " has skipped an event of conversation '" + conversationId + "' that it cannot use "
					+ SkippedEvents.describe(event));
		}
	}

	void failed(Throwable cause) {
		logger.error(stream() + " has ended: " + ExceptionRedactor.reason(cause)
				+ ". The application continues without it; ManagedStream.resume() opens it again");
	}

	void stale(StaleOwnerException cause) {
		logger.warn(stream() + " is no longer owned by this instance: " + cause.getMessage());
	}

	void claimNotReleased(RuntimeException cause) {
		logger.warn(stream() + " could not give back its claim: " + ExceptionRedactor.describe(cause)
				+ "; the DEBUG level of this logger shows the stack trace");
		trace(cause);
	}

	void unreadable(InvalidCheckpointException failure) {
		logger.error(stream() + " delivers nothing of one conversation, and goes on with the others: "
				+ failure.getMessage());
	}

	void repaired(String key, Checkpoint checkpoint) {
		boolean ofShard = key.startsWith(this.spec.name() + "#");
		logger.error(stream() + " could not read the checkpoint '" + key + "', and has written it anew: "
				+ (ofShard ? "it tells owners apart, and no message is lost or repeated for it"
						: ((this.spec.conversationId() != null) ? "the conversation continues"
								: "conversations without a checkpoint start") + " after '" + checkpoint.after() + "'")
				+ ". Check what else writes to the checkpoint store; ManagedStream.replayFrom(..) starts elsewhere");
	}

	void redirected(Checkpoint former) {
		logger.warn(stream() + " followed " + describe(former.agentId(), former.conversationId())
				+ " before, and follows " + describe(this.spec.agentId(), this.spec.conversationId())
				+ " now: it starts as a new stream. Its place in the former is not kept");
	}

	private static String describe(@Nullable String agentId, @Nullable String conversationId) {
		return ((conversationId != null) ? "conversation '" + conversationId + "'" : "every conversation")
				+ " of agent '" + agentId + "'";
	}

	/**
	 * Log that an attempt has failed.
	 * @param event the message
	 * @param cause what a listener failed with
	 * @param attempt the number of the attempt
	 * @param news whether the failure is another one than that of the attempt before
	 * @param delay how long until the next attempt, {@code null} when there is none
	 */
	void deliveryFailed(MessageReceivedEvent event, Throwable cause, int attempt, boolean news,
			@Nullable Duration delay) {
		logger.warn("Delivery of " + message(event) + " failed in attempt " + attempt
				+ ((delay != null) ? ", and is repeated in " + delay.toMillis() + " milliseconds" : ", the last one")
				+ ((delay != null && news)
						? ". Repair the cause, or skip the message with the Actuator endpoint 'bimpeai'" : "")
				+ ": "
				+ (news ? ExceptionRedactor.trace(cause, this.exceptionMessages) : ExceptionRedactor.describe(cause)));
	}

	/**
	 * Log that a message was given up and stays where it is.
	 * @param event the message
	 * @param failure what a listener of the dead letter failed with, if any
	 * @param outcome whether there was such a listener
	 */
	void deadLetter(MessageReceivedEvent event, @Nullable Throwable failure, Outcome outcome) {
		boolean paused = this.spec.onDeliveryFailure() == OnDeliveryFailure.PAUSE;
		String what = paused ? "The stream is paused at " + message(event) + ". Resume it, or skip the message"
				: "Conversation '" + event.conversationId() + "' stops at " + message(event)
						+ ". Retry or skip the message";
		String why = (failure != null)
				? "; a listener of the MessageDeliveryFailedEvent failed: "
						+ ExceptionRedactor.trace(failure, this.exceptionMessages)
				: (outcome == Outcome.NOT_TAKEN) ? "; nothing listens to the MessageDeliveryFailedEvent" : "";
		logger.error(what + " with ManagedStream or the Actuator endpoint 'bimpeai'" + why);
	}

	/**
	 * Log that a stream is paused on all instances, or no longer.
	 * @param paused whether it is paused
	 */
	void pausedEverywhere(boolean paused) {
		if (paused) {
			logger.info(stream() + " is paused on all instances, until ManagedStream.resumeEverywhere() is called, or "
					+ "the action 'resume-everywhere' of the Actuator endpoint 'bimpeai'");
		}
		else {
			logger.info(stream() + " is no longer paused on all instances");
		}
	}

	void lag(Duration lag, boolean exceeded) {
		if (exceeded) {
			logger.warn(stream() + " lags behind: its oldest message was received " + lag.toSeconds()
					+ " s ago and is not acknowledged; the threshold is " + this.spec.lagThreshold().toSeconds()
					+ " s. Look for listeners that block, or let more conversations be delivered at a time ('"
					+ StreamPropertyNames.prefixOfStream(this.spec.account(), this.spec.name()) + ".concurrency')");
		}
		else {
			logger.info(stream() + " no longer lags behind");
		}
	}

	void listenerFailed(Object event, Throwable cause) {
		logger.warn("A listener failed on a " + event.getClass().getSimpleName() + " of stream '" + this.spec.name()
				+ "' with " + ExceptionRedactor.describe(cause)
				+ "; the stream goes on. The DEBUG level of this logger shows the stack trace");
		trace(cause);
	}

	void managedListenerFailed(RuntimeException cause) {
		logger.warn("A ManagedStreamListener of stream '" + this.spec.name() + "' failed with "
				+ ExceptionRedactor.describe(cause)
				+ "; the stream goes on. The DEBUG level of this logger shows the stack trace");
		trace(cause);
	}

	private void trace(Throwable cause) {
		ExceptionRedactor.debug(logger, "Failure on stream '" + this.spec.name() + "'", cause);
	}

	private String message(MessageReceivedEvent event) {
		return "message '" + event.message().id() + "' of conversation '" + event.conversationId() + "' on stream '"
				+ this.spec.name() + "'";
	}

	private String stream() {
		return "Stream '" + this.spec.name() + "'";
	}

	private String ofAccount() {
		return isDefault() ? "" : " of account '" + this.spec.account() + "'";
	}

	private boolean isDefault() {
		return this.spec.account().equals(BimpeAIBuilder.DEFAULT_ACCOUNT);
	}

	private String remedy(BimpeAIException cause) {
		if (cause instanceof AuthenticationException refusal) {
			return refusal.isKeyProvided() ? ". Check what the ApiKeyProvider" + ofAccount() + " returns"
					: ". Check 'bimpeai." + (isDefault() ? "" : "accounts." + this.spec.account() + ".")
							+ "api-key', and restart when it has changed";
		}
		if (cause instanceof PermissionDeniedException) {
			return ". Give the API key access to agent '" + this.spec.agentId() + "' and its conversations";
		}
		if (cause instanceof NotFoundException || cause instanceof BadRequestException) {
			String properties = "('" + StreamPropertyNames.prefixOfStream(this.spec.account(), this.spec.name())
					+ ".agent-id'";
			if (cause instanceof BadRequestException && !this.spec.agentSettings().channels().isEmpty()) {
				return ". Check that the team has an agent '" + this.spec.agentId() + "' " + properties
						+ "), and that the server knows the channels '"
						+ String.join("', '", this.spec.agentSettings().channels()) + "' ('.channels')";
			}
			return (this.spec.conversationId() != null)
					? ". Check that agent '" + this.spec.agentId() + "' has a conversation '"
							+ this.spec.conversationId() + "' " + properties
							+ " and '.conversation-id'). If it has, the server may no longer know the message that the "
							+ "stream continues after: call replayFrom(..)"
					: ". Check that the team has an agent '" + this.spec.agentId() + "' " + properties + ")";
		}
		return "";
	}

}
