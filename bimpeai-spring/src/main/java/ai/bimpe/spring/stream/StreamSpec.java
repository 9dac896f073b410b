package ai.bimpe.spring.stream;

import java.time.Duration;
import java.time.Instant;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.Durations;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.spring.stream.internal.StartTime;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What a managed stream follows, and how it delivers. Immutable.
 *
 * @param name the name of the stream: listeners, logs, metrics, health and checkpoints
 * know it by this; must not hold {@code /} or {@code #}
 * @param agentId the id of the agent
 * @param conversationId the id of the conversation, or {@code null} for every
 * conversation of the agent
 * @param after id of a message (of one conversation), or ISO 8601 time, after which
 * messages are replayed when the stream is opened for the first time and no checkpoint is
 * stored; {@code null} for new messages only, by the clock of the server
 * @param transactional whether a message is published and acknowledged in one transaction
 * @param onDeliveryFailure what to do after a message that listeners failed to take
 * @param delivery attempts to deliver a message
 * @param agentSettings how every conversation of an agent is followed; not used for one
 * conversation
 * @param account the name of the account whose client is used; {@code default} for the
 * default client
 * @param concurrency how many conversations are delivered at a time, each in its own
 * order; 1 or more; the shards share them
 * @param autoStartup whether the stream is opened with the application context, or when
 * it is subscribed to later; otherwise {@link ManagedStream#start()} opens it
 * @param lagThreshold how old a message may get before it is acknowledged, until a
 * {@link StreamLagChangedEvent} is published; longer than zero
 * @param retryDelayResetThreshold how long a connection has to hold until the wait before
 * the next one starts anew; zero to start anew with each
 * @since 0.1.0
 */
public record StreamSpec(String name, String agentId, @Nullable String conversationId, @Nullable String after,
		boolean transactional, OnDeliveryFailure onDeliveryFailure, DeliverySettings delivery,
		AgentStreamSettings agentSettings, String account, int concurrency, boolean autoStartup, Duration lagThreshold,
		Duration retryDelayResetThreshold) {

	private static final int AGENT_CONCURRENCY = 8;

	private static final Duration LAG_THRESHOLD = Duration.ofMinutes(1);

	public StreamSpec {
		check("name", name);
		if (name.indexOf('/') >= 0 || name.indexOf('#') >= 0) {
			throw new UserException("'name' of a stream must not hold '/' or '#', which are for the keys of its "
					+ "checkpoints, but is '" + name + "'");
		}
		check("agentId", agentId);
		check("account", account);
		if (conversationId != null) {
			check("conversationId", conversationId);
		}
		if (after != null) {
			check("after", after);
		}
		if (conversationId == null && after != null) {
			StartTime.check("'after' of a stream that follows every conversation of an agent", after);
		}
		else if (after != null && StartTime.isMeant(after)) {
			StartTime.check("'after' of a stream", after);
		}
		if (concurrency < 1) {
			throw new UserException("'concurrency' of a stream must be 1 or more, but is " + concurrency);
		}
		if (lagThreshold.compareTo(Duration.ZERO) <= 0) {
			throw new UserException("'lag-threshold' of a stream must be longer than zero, but is " + lagThreshold);
		}
		if (retryDelayResetThreshold.isNegative()) {
			throw new UserException("'retry-delay-reset-threshold' of a stream must not be negative, but is "
					+ retryDelayResetThreshold);
		}
		lagThreshold = Durations.limit(lagThreshold);
	}

	/**
	 * Follow a conversation from now on.
	 * @param name the name of the stream
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @return the description of the stream
	 * @throws UserException when one of them is blank, or when the name holds {@code /}
	 * or {@code #}
	 */
	public static StreamSpec of(String name, String agentId, String conversationId) {
		check("conversationId", conversationId);
		return new StreamSpec(name, agentId, conversationId, null, false, OnDeliveryFailure.CONTINUE,
				DeliverySettings.DEFAULTS, AgentStreamSettings.DEFAULTS, BimpeAIBuilder.DEFAULT_ACCOUNT, 1, true,
				LAG_THRESHOLD, StreamOptions.DEFAULT_RETRY_DELAY_RESET_THRESHOLD);
	}

	/**
	 * Follow every conversation of an agent from now on, also those that begin later.
	 * @param name the name of the stream
	 * @param agentId the id of the agent
	 * @return the description of the stream
	 * @throws UserException when one of them is blank, or when the name holds {@code /}
	 * or {@code #}
	 */
	public static StreamSpec ofAgent(String name, String agentId) {
		return new StreamSpec(name, agentId, null, null, false, OnDeliveryFailure.CONTINUE, DeliverySettings.DEFAULTS,
				AgentStreamSettings.DEFAULTS, BimpeAIBuilder.DEFAULT_ACCOUNT, AGENT_CONCURRENCY, true, LAG_THRESHOLD,
				StreamOptions.DEFAULT_RETRY_DELAY_RESET_THRESHOLD);
	}

	/**
	 * Replay what is newer than a message first.
	 * @param messageId the id of the last message that is known already
	 * @return a copy with the start
	 * @throws UserException when the id is blank, or when every conversation of an agent
	 * is followed
	 */
	public StreamSpec after(String messageId) {
		return new StreamSpec(this.name, this.agentId, this.conversationId, messageId, this.transactional,
				this.onDeliveryFailure, this.delivery, this.agentSettings, this.account, this.concurrency,
				this.autoStartup, this.lagThreshold, this.retryDelayResetThreshold);
	}

	/**
	 * Replay what is newer than a point in time first.
	 * @param time the point in time
	 * @return a copy with the start
	 */
	public StreamSpec after(Instant time) {
		return after(time.toString());
	}

	/**
	 * Set whether a message is published and acknowledged in one transaction of the
	 * application's {@code PlatformTransactionManager}: whatever a listener writes in it,
	 * such as a publication of Spring Modulith, is kept together with the checkpoint or
	 * not at all. The checkpoint store must take part in that transaction, as a
	 * {@code JdbcCheckpointStore} on the same data source does.
	 * @param transactional whether to use a transaction
	 * @return a copy with the value
	 */
	public StreamSpec withTransactional(boolean transactional) {
		return new StreamSpec(this.name, this.agentId, this.conversationId, this.after, transactional,
				this.onDeliveryFailure, this.delivery, this.agentSettings, this.account, this.concurrency,
				this.autoStartup, this.lagThreshold, this.retryDelayResetThreshold);
	}

	/**
	 * Set what to do after a message that listeners failed to take in all attempts.
	 * @param onDeliveryFailure go on with the next one, or pause
	 * @return a copy with the value
	 */
	public StreamSpec withOnDeliveryFailure(OnDeliveryFailure onDeliveryFailure) {
		return new StreamSpec(this.name, this.agentId, this.conversationId, this.after, this.transactional,
				onDeliveryFailure, this.delivery, this.agentSettings, this.account, this.concurrency, this.autoStartup,
				this.lagThreshold, this.retryDelayResetThreshold);
	}

	/**
	 * Set how often a message is offered to listeners that throw.
	 * @param delivery attempts and waits
	 * @return a copy with the value
	 */
	public StreamSpec withDelivery(DeliverySettings delivery) {
		return new StreamSpec(this.name, this.agentId, this.conversationId, this.after, this.transactional,
				this.onDeliveryFailure, delivery, this.agentSettings, this.account, this.concurrency, this.autoStartup,
				this.lagThreshold, this.retryDelayResetThreshold);
	}

	/**
	 * Set how every conversation of an agent is followed.
	 * @param agentSettings filters, limits and shards
	 * @return a copy with the value
	 */
	public StreamSpec withAgentSettings(AgentStreamSettings agentSettings) {
		return new StreamSpec(this.name, this.agentId, this.conversationId, this.after, this.transactional,
				this.onDeliveryFailure, this.delivery, agentSettings, this.account, this.concurrency, this.autoStartup,
				this.lagThreshold, this.retryDelayResetThreshold);
	}

	/**
	 * Use the client of a named account.
	 * @param account the name of the account
	 * @return a copy with the account
	 */
	public StreamSpec withAccount(String account) {
		return new StreamSpec(this.name, this.agentId, this.conversationId, this.after, this.transactional,
				this.onDeliveryFailure, this.delivery, this.agentSettings, account, this.concurrency, this.autoStartup,
				this.lagThreshold, this.retryDelayResetThreshold);
	}

	/**
	 * Set how many conversations are delivered at a time. Messages of one conversation
	 * are delivered one after the other in any case.
	 * @param concurrency 1 or more; by default 8, and 1 for a stream of one conversation
	 * @return a copy with the value
	 * @throws UserException when it is below 1
	 */
	public StreamSpec withConcurrency(int concurrency) {
		return new StreamSpec(this.name, this.agentId, this.conversationId, this.after, this.transactional,
				this.onDeliveryFailure, this.delivery, this.agentSettings, this.account, concurrency, this.autoStartup,
				this.lagThreshold, this.retryDelayResetThreshold);
	}

	/**
	 * Set whether the stream is opened with the application context, or when it is
	 * subscribed to later.
	 * @param autoStartup {@code false} to open it by {@link ManagedStream#start()}
	 * @return a copy with the value
	 */
	public StreamSpec withAutoStartup(boolean autoStartup) {
		return new StreamSpec(this.name, this.agentId, this.conversationId, this.after, this.transactional,
				this.onDeliveryFailure, this.delivery, this.agentSettings, this.account, this.concurrency, autoStartup,
				this.lagThreshold, this.retryDelayResetThreshold);
	}

	/**
	 * Set how old a message may get before it is acknowledged, until a
	 * {@link StreamLagChangedEvent} is published.
	 * @param lagThreshold longer than zero; by default 1 minute
	 * @return a copy with the value
	 * @throws UserException when it is not longer than zero
	 */
	public StreamSpec withLagThreshold(Duration lagThreshold) {
		return new StreamSpec(this.name, this.agentId, this.conversationId, this.after, this.transactional,
				this.onDeliveryFailure, this.delivery, this.agentSettings, this.account, this.concurrency,
				this.autoStartup, lagThreshold, this.retryDelayResetThreshold);
	}

	/**
	 * Set how long a connection has to hold until the wait before the next one starts
	 * anew. The wait after one that is lost earlier goes on growing, even when messages
	 * or heartbeats came: a server that accepts and closes is asked less and less often.
	 * @param retryDelayResetThreshold zero to start anew with each connection; by default
	 * 1 minute
	 * @return a copy with the value
	 * @throws UserException when it is negative
	 */
	public StreamSpec withRetryDelayResetThreshold(Duration retryDelayResetThreshold) {
		return new StreamSpec(this.name, this.agentId, this.conversationId, this.after, this.transactional,
				this.onDeliveryFailure, this.delivery, this.agentSettings, this.account, this.concurrency,
				this.autoStartup, this.lagThreshold, retryDelayResetThreshold);
	}

	/**
	 * Return how many shards the stream has. Each has a worker and an owner of its own.
	 * @return 1 for one conversation
	 */
	public int shards() {
		return (this.conversationId != null) ? 1 : this.agentSettings.shards();
	}

	private static void check(String what, String value) {
		if (!StringUtils.hasText(value)) {
			throw new UserException("'" + what + "' of a stream must not be blank");
		}
	}

}
