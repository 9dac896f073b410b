package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;

import ai.bimpe.spring.stream.AgentStreamSettings;

/**
 * A stream, or a shard of one, that reads the lists of an agent's conversations.
 *
 * @param stream the name of the stream
 * @param settings how the stream follows the agent
 */
record Follower(String stream, AgentStreamSettings settings) {

	/**
	 * Return the time between two requests of a stream of which this process follows some
	 * shards.
	 * @param shards the number of those shards
	 * @return the time, of which each shard that is at work elsewhere has its part
	 */
	Duration gap(long shards) {
		return Duration.ofMinutes(1)
			.multipliedBy(this.settings.shards())
			.dividedBy(shards * this.settings.requestsPerMinute());
	}

}
