package ai.bimpe.simulator.core;

import java.time.Duration;

/**
 * Behaviour of a simulator that can be changed while it runs. Every setter returns the
 * settings, and takes effect with the next request, stream or answer.
 *
 * @since 0.1.0
 */
public final class SimulatorSettings {

	/** Timers count nanoseconds, in less than three hundred years. */
	private static final Duration LONGEST = Duration.ofDays(36_500);

	private volatile Duration heartbeatInterval = Duration.ofSeconds(20);

	private volatile boolean answering = true;

	private volatile Duration answerDelay = Duration.ofMillis(200);

	private volatile boolean answerInSendResponse;

	private volatile Duration ticketLifetime = Duration.ofSeconds(60);

	private volatile Duration callStepInterval = Duration.ofMillis(500);

	private volatile int rateLimit = 60_000;

	private volatile int conversationListLimit = 120;

	private volatile boolean ignoreConversationSort;

	private volatile boolean refuseConversationSort;

	private volatile int maxStreamsPerKey = 1000;

	private volatile int agentLimit = 1000;

	private volatile int agentLimitStatus = 400;

	private volatile int integrationLimit = 100;

	private volatile boolean replayInclusive;

	private volatile boolean earlierStreamPath;

	private volatile boolean emptyCreatedAnswers;

	private volatile boolean fieldErrorsForm;

	/**
	 * Create settings with the defaults.
	 */
	public SimulatorSettings() {
	}

	/**
	 * Return the time between two heartbeats of an open stream.
	 * @return the interval, 20 seconds by default
	 */
	public Duration heartbeatInterval() {
		return this.heartbeatInterval;
	}

	/**
	 * Set the time between two heartbeats of an open stream. Streams that are open keep
	 * the interval they were opened with.
	 * @param interval the interval; zero sends no heartbeats
	 * @return these settings
	 */
	public SimulatorSettings heartbeatInterval(Duration interval) {
		this.heartbeatInterval = notNegative(interval);
		return this;
	}

	/**
	 * Return whether the simulated agent answers messages of the customer.
	 * @return whether it answers, which it does by default
	 */
	public boolean answering() {
		return this.answering;
	}

	/**
	 * Set whether the simulated agent answers messages of the customer.
	 * @param answering whether it answers
	 * @return these settings
	 */
	public SimulatorSettings answering(boolean answering) {
		this.answering = answering;
		return this;
	}

	/**
	 * Return how long the simulated agent thinks before it answers.
	 * @return the delay, 200 milliseconds by default
	 */
	public Duration answerDelay() {
		return this.answerDelay;
	}

	/**
	 * Set how long the simulated agent thinks before it answers.
	 * @param delay the delay; zero answers at once
	 * @return these settings
	 */
	public SimulatorSettings answerDelay(Duration delay) {
		this.answerDelay = notNegative(delay);
		return this;
	}

	/**
	 * Return whether the answer to a send carries the text of the agent.
	 * @return whether it does; by default it echoes the message that was sent
	 */
	public boolean answerInSendResponse() {
		return this.answerInSendResponse;
	}

	/**
	 * Set whether the answer to a send carries the text of the agent instead of echoing
	 * the message that was sent. Users of the API have reported both.
	 * @param answerInSendResponse whether it carries the text of the agent
	 * @return these settings
	 */
	public SimulatorSettings answerInSendResponse(boolean answerInSendResponse) {
		this.answerInSendResponse = answerInSendResponse;
		return this;
	}

	/**
	 * Return how long a stream ticket can be used.
	 * @return the life of a ticket, 60 seconds by default
	 */
	public Duration ticketLifetime() {
		return this.ticketLifetime;
	}

	/**
	 * Set how long a stream ticket can be used.
	 * @param lifetime the life of a ticket; zero makes tickets that are expired already
	 * @return these settings
	 */
	public SimulatorSettings ticketLifetime(Duration lifetime) {
		this.ticketLifetime = notNegative(lifetime);
		return this;
	}

	/**
	 * Return how long a call stays in each of its states.
	 * @return the time, 500 milliseconds by default
	 */
	public Duration callStepInterval() {
		return this.callStepInterval;
	}

	/**
	 * Set how long a call stays in each of its states.
	 * @param interval the time
	 * @return these settings
	 */
	public SimulatorSettings callStepInterval(Duration interval) {
		this.callStepInterval = notNegative(interval);
		return this;
	}

	/**
	 * Return how many requests an API key may make in a minute.
	 * @return the limit, 60,000 by default
	 */
	public int rateLimit() {
		return this.rateLimit;
	}

	/**
	 * Set how many requests an API key may make in a minute.
	 * @param perMinute the limit
	 * @return these settings
	 */
	public SimulatorSettings rateLimit(int perMinute) {
		this.rateLimit = notNegative(perMinute);
		return this;
	}

	/**
	 * Return how many requests an API key may make in a minute to the list of
	 * conversations.
	 * @return the limit, 120 by default
	 */
	public int conversationListLimit() {
		return this.conversationListLimit;
	}

	/**
	 * Set how many requests an API key may make in a minute to the list of conversations.
	 * @param perMinute the limit
	 * @return these settings
	 */
	public SimulatorSettings conversationListLimit(int perMinute) {
		this.conversationListLimit = notNegative(perMinute);
		return this;
	}

	/**
	 * Return whether the list of conversations is in its own order, whatever it is asked
	 * to be sorted by.
	 * @return whether it is; by default it is sorted
	 */
	public boolean ignoreConversationSort() {
		return this.ignoreConversationSort;
	}

	/**
	 * Set whether the list of conversations is in its own order, whatever it is asked to
	 * be sorted by. No page of the documentation says what it can be sorted by.
	 * @param ignored whether {@code sort} has no effect
	 * @return these settings
	 */
	public SimulatorSettings ignoreConversationSort(boolean ignored) {
		this.ignoreConversationSort = ignored;
		return this;
	}

	/**
	 * Return whether the list of conversations answers 400 when it is asked to be sorted.
	 * @return whether it does; by default it is sorted
	 */
	public boolean refuseConversationSort() {
		return this.refuseConversationSort;
	}

	/**
	 * Set whether the list of conversations answers 400 when it is asked to be sorted.
	 * @param refused whether {@code sort} is refused
	 * @return these settings
	 */
	public SimulatorSettings refuseConversationSort(boolean refused) {
		this.refuseConversationSort = refused;
		return this;
	}

	/**
	 * Lift every rate limit.
	 * @return these settings
	 */
	public SimulatorSettings withoutRateLimits() {
		return rateLimit(Integer.MAX_VALUE).conversationListLimit(Integer.MAX_VALUE);
	}

	/**
	 * Return how many streams may be open for an API key.
	 * @return the limit, 1,000 by default
	 */
	public int maxStreamsPerKey() {
		return this.maxStreamsPerKey;
	}

	/**
	 * Set how many streams may be open for an API key.
	 * @param streams the limit
	 * @return these settings
	 */
	public SimulatorSettings maxStreamsPerKey(int streams) {
		this.maxStreamsPerKey = notNegative(streams);
		return this;
	}

	/**
	 * Return how many agents the team may have.
	 * @return the limit, 1,000 by default
	 */
	public int agentLimit() {
		return this.agentLimit;
	}

	/**
	 * Set how many agents the team may have.
	 * @param agents the limit
	 * @return these settings
	 */
	public SimulatorSettings agentLimit(int agents) {
		this.agentLimit = notNegative(agents);
		return this;
	}

	/**
	 * Return the status that refuses an agent above the limit.
	 * @return the status, 400 by default
	 */
	public int agentLimitStatus() {
		return this.agentLimitStatus;
	}

	/**
	 * Set the status that refuses an agent above the limit. No page of the documentation
	 * says which it is; one live answer was a 400.
	 * @param status 400, 403 or 409
	 * @return these settings
	 */
	public SimulatorSettings agentLimitStatus(int status) {
		if (status != 400 && status != 403 && status != 409) {
			throw new IllegalArgumentException("The status of a reached agent limit must be 400, 403 or 409");
		}
		this.agentLimitStatus = status;
		return this;
	}

	/**
	 * Return how many integrations an agent may have.
	 * @return the limit, 100 by default
	 */
	public int integrationLimit() {
		return this.integrationLimit;
	}

	/**
	 * Set how many integrations an agent may have.
	 * @param integrations the limit
	 * @return these settings
	 */
	public SimulatorSettings integrationLimit(int integrations) {
		this.integrationLimit = notNegative(integrations);
		return this;
	}

	/**
	 * Return whether a replay begins with the message that the cursor names.
	 * @return whether it does; by default it begins with the one after
	 */
	public boolean replayInclusive() {
		return this.replayInclusive;
	}

	/**
	 * Set whether a replay begins with the message that the cursor names.
	 * @param inclusive whether the named message is sent again
	 * @return these settings
	 */
	public SimulatorSettings replayInclusive(boolean inclusive) {
		this.replayInclusive = inclusive;
		return this;
	}

	/**
	 * Return whether streams can be opened under their earlier path too.
	 * @return whether they can; by default that path answers 404
	 */
	public boolean earlierStreamPath() {
		return this.earlierStreamPath;
	}

	/**
	 * Set whether streams can be opened under their earlier path too.
	 * @param enabled whether they can
	 * @return these settings
	 */
	public SimulatorSettings earlierStreamPath(boolean enabled) {
		this.earlierStreamPath = enabled;
		return this;
	}

	/**
	 * Return whether operations that are documented both with and without a body answer
	 * 201 without one.
	 * @return whether they do; by default they answer with a body
	 */
	public boolean emptyCreatedAnswers() {
		return this.emptyCreatedAnswers;
	}

	/**
	 * Set whether operations that are documented both with and without a body answer 201
	 * without one: switching actions, discovering and testing an MCP server, configuring
	 * a Pipedream app and ordering a number.
	 * @param empty whether they answer without a body
	 * @return these settings
	 */
	public SimulatorSettings emptyCreatedAnswers(boolean empty) {
		this.emptyCreatedAnswers = empty;
		return this;
	}

	/**
	 * Return whether a failed validation answers with a list under {@code errors}.
	 * @return whether it does; by default the list is under {@code message}
	 */
	public boolean fieldErrorsForm() {
		return this.fieldErrorsForm;
	}

	/**
	 * Set whether a failed validation answers with a list of paths and messages under
	 * {@code errors} instead of a list of texts under {@code message}.
	 * @param fieldErrors whether to use {@code errors}
	 * @return these settings
	 */
	public SimulatorSettings fieldErrorsForm(boolean fieldErrors) {
		this.fieldErrorsForm = fieldErrors;
		return this;
	}

	/**
	 * Take over the values of other settings.
	 * @param other the settings to copy from
	 * @return these settings
	 */
	public SimulatorSettings copyFrom(SimulatorSettings other) {
		this.heartbeatInterval = other.heartbeatInterval;
		this.answering = other.answering;
		this.answerDelay = other.answerDelay;
		this.answerInSendResponse = other.answerInSendResponse;
		this.ticketLifetime = other.ticketLifetime;
		this.callStepInterval = other.callStepInterval;
		this.rateLimit = other.rateLimit;
		this.conversationListLimit = other.conversationListLimit;
		this.ignoreConversationSort = other.ignoreConversationSort;
		this.refuseConversationSort = other.refuseConversationSort;
		this.maxStreamsPerKey = other.maxStreamsPerKey;
		this.agentLimit = other.agentLimit;
		this.agentLimitStatus = other.agentLimitStatus;
		this.integrationLimit = other.integrationLimit;
		this.replayInclusive = other.replayInclusive;
		this.earlierStreamPath = other.earlierStreamPath;
		this.emptyCreatedAnswers = other.emptyCreatedAnswers;
		this.fieldErrorsForm = other.fieldErrorsForm;
		return this;
	}

	private static Duration notNegative(Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("A duration must not be negative: " + duration);
		}
		return (duration.compareTo(LONGEST) < 0) ? duration : LONGEST;
	}

	private static int notNegative(int number) {
		if (number < 0) {
			throw new IllegalArgumentException("A limit must not be negative: " + number);
		}
		return number;
	}

}
