package ai.bimpe.spring.stream;

import java.time.Duration;
import java.util.List;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.Durations;
import org.jspecify.annotations.Nullable;

/**
 * How a stream follows every conversation of an agent. Immutable.
 *
 * @param channels only conversations on these channels; empty for all
 * @param testChannels {@code true} for conversations on test channels only, {@code false}
 * for the others only, {@code null} for all
 * @param maxLive how many conversations are followed live at a time; the rest is watched
 * by polling; the shards share them
 * @param activeWindow how long a conversation stays live after its last message
 * @param pollInterval how often the list of conversations is polled
 * @param requestsPerMinute budget of requests for lists of conversations a minute: all
 * streams of the agent in this process read the lists together, within the largest of
 * their budgets
 * @param shards into how many shards the conversations are split, at most as many as may
 * be live; each has a worker and an owner of its own
 * @param walkInterval how often the whole list of conversations is read, where polls read
 * no more than what is new
 * @since 0.1.0
 */
public record AgentStreamSettings(List<String> channels, @Nullable Boolean testChannels, int maxLive,
		Duration activeWindow, Duration pollInterval, int requestsPerMinute, int shards, Duration walkInterval) {

	/**
	 * All channels, 40 live conversations, 10 minutes after the last message, polled
	 * every 5 seconds within 60 requests a minute, in one shard, and read as a whole
	 * every hour.
	 */
	public static final AgentStreamSettings DEFAULTS = new AgentStreamSettings(List.of(), null, 40,
			Duration.ofMinutes(10), Duration.ofSeconds(5), 60, 1, Duration.ofHours(1));

	public AgentStreamSettings {
		channels = List.copyOf(channels);
		if (channels.stream().anyMatch(String::isBlank)) {
			throw new UserException("'channels' must not hold a blank one");
		}
		positive("max-live", maxLive);
		positive("active-window", activeWindow);
		positive("poll-interval", pollInterval);
		positive("requests-per-minute", requestsPerMinute);
		positive("shards", shards);
		positive("walk-interval", walkInterval);
		activeWindow = Durations.limit(activeWindow);
		pollInterval = Durations.limit(pollInterval);
		walkInterval = Durations.limit(walkInterval);
		if (shards > maxLive) {
			throw new UserException("'shards' must not be above 'max-live', which is " + maxLive + ", but is " + shards
					+ ": each shard needs a live stream of its own");
		}
	}

	/**
	 * Follow only conversations on these channels.
	 * @param channels the channels; empty for all
	 * @return a copy with the filter
	 */
	public AgentStreamSettings withChannels(List<String> channels) {
		return new AgentStreamSettings(channels, this.testChannels, this.maxLive, this.activeWindow, this.pollInterval,
				this.requestsPerMinute, this.shards, this.walkInterval);
	}

	/**
	 * Follow only conversations on test channels, or only the others.
	 * @param testChannels {@code null} for all
	 * @return a copy with the filter
	 */
	public AgentStreamSettings withTestChannels(@Nullable Boolean testChannels) {
		return new AgentStreamSettings(this.channels, testChannels, this.maxLive, this.activeWindow, this.pollInterval,
				this.requestsPerMinute, this.shards, this.walkInterval);
	}

	/**
	 * Set how many conversations are followed live at a time.
	 * @param maxLive 1 or more, and not below the number of shards
	 * @return a copy with the value
	 * @throws UserException when it is below 1 or the number of shards
	 */
	public AgentStreamSettings withMaxLive(int maxLive) {
		return new AgentStreamSettings(this.channels, this.testChannels, maxLive, this.activeWindow, this.pollInterval,
				this.requestsPerMinute, this.shards, this.walkInterval);
	}

	/**
	 * Set how long a conversation stays live after its last message.
	 * @param activeWindow longer than zero
	 * @return a copy with the value
	 * @throws UserException when it is not longer than zero
	 */
	public AgentStreamSettings withActiveWindow(Duration activeWindow) {
		return new AgentStreamSettings(this.channels, this.testChannels, this.maxLive, activeWindow, this.pollInterval,
				this.requestsPerMinute, this.shards, this.walkInterval);
	}

	/**
	 * Set how often the list of conversations is polled.
	 * @param pollInterval longer than zero
	 * @return a copy with the value
	 * @throws UserException when it is not longer than zero
	 */
	public AgentStreamSettings withPollInterval(Duration pollInterval) {
		return new AgentStreamSettings(this.channels, this.testChannels, this.maxLive, this.activeWindow, pollInterval,
				this.requestsPerMinute, this.shards, this.walkInterval);
	}

	/**
	 * Set the budget of requests for lists of conversations. Streams of the same agent in
	 * one process share the largest of their budgets.
	 * @param requestsPerMinute 1 or more
	 * @return a copy with the value
	 * @throws UserException when it is below 1
	 */
	public AgentStreamSettings withRequestsPerMinute(int requestsPerMinute) {
		return new AgentStreamSettings(this.channels, this.testChannels, this.maxLive, this.activeWindow,
				this.pollInterval, requestsPerMinute, this.shards, this.walkInterval);
	}

	/**
	 * Set into how many shards the conversations are split. It must be the same in all
	 * instances of the application.
	 * @param shards 1 or more, and not above the number of live conversations
	 * @return a copy with the value
	 * @throws UserException when it is below 1 or above the number of live conversations
	 */
	public AgentStreamSettings withShards(int shards) {
		return new AgentStreamSettings(this.channels, this.testChannels, this.maxLive, this.activeWindow,
				this.pollInterval, this.requestsPerMinute, shards, this.walkInterval);
	}

	/**
	 * Set how often the whole list of conversations is read, where polls read no more
	 * than what is new: what does not move the time of the last message of a conversation
	 * is found by nothing else.
	 * @param walkInterval longer than zero
	 * @return a copy with the value
	 * @throws UserException when it is not longer than zero
	 */
	public AgentStreamSettings withWalkInterval(Duration walkInterval) {
		return new AgentStreamSettings(this.channels, this.testChannels, this.maxLive, this.activeWindow,
				this.pollInterval, this.requestsPerMinute, this.shards, walkInterval);
	}

	private static void positive(String name, int value) {
		if (value < 1) {
			throw new UserException("'" + name + "' must be 1 or more, but is " + value);
		}
	}

	private static void positive(String name, Duration value) {
		if (value.compareTo(Duration.ZERO) <= 0) {
			throw new UserException("'" + name + "' must be longer than zero, but is " + value);
		}
	}

}
