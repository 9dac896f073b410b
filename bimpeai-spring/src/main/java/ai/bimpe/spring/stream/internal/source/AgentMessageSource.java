package ai.bimpe.spring.stream.internal.source;

import java.util.function.Predicate;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.checkpoint.SourceCheckpoints;
import ai.bimpe.spring.stream.internal.source.MessageSource.Incoming;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * All conversations of an agent, or a shard of them. Some have a stream, the rest is
 * watched through the list of conversations, which all sources of this agent in the
 * process read together. A message of a conversation without a stream comes in after a
 * poll interval when the server lists the latest message first, and otherwise after the
 * time that reading the whole list takes.
 *
 * <p>
 * Requests for the list stay within the budget a minute. Streams are opened one after the
 * other, at most as many in a poll interval as may be live at a time; each takes one
 * request with the API key, for its ticket, and one without. Each shard of the
 * conversations gets its share of the budget and of the live streams, wherever it is at
 * work.
 *
 * <p>
 * The list tells times in milliseconds. When this process begins with a checkpoint and
 * the list knows of nothing later, there may be a second message of that very
 * millisecond. So conversations that were active when the process before this one stopped
 * get a stream once, as streams become free.
 */
public final class AgentMessageSource implements MessageSource {

	private final ReactiveBimpeAI client;

	private final String agentId;

	private final AgentStreamSettings settings;

	private final RequestWaits waits;

	private final TimeSource time;

	private final Scheduler blocking;

	private final int shard;

	private final Predicate<String> inShard;

	private final ConversationPollers pollers;

	private final Follower follower;

	/**
	 * Create.
	 * @param client gives the list and the streams
	 * @param agentId the id of the agent
	 * @param settings how to follow
	 * @param waits the waits after a failure
	 * @param time runs and measures all waits
	 * @param blocking has the threads that read checkpoints
	 * @param shard the number of the shard to follow, from 0
	 * @param inShard which conversations to follow, by their ids
	 * @param pollers read the list
	 * @param stream the name of the stream
	 */
	AgentMessageSource(ReactiveBimpeAI client, String agentId, AgentStreamSettings settings, RequestWaits waits,
			TimeSource time, Scheduler blocking, int shard, Predicate<String> inShard, ConversationPollers pollers,
			String stream) {
		this.client = client;
		this.agentId = agentId;
		this.settings = settings;
		this.waits = waits;
		this.time = time;
		this.blocking = blocking;
		this.shard = shard;
		this.inShard = inShard;
		this.pollers = pollers;
		this.follower = new Follower(stream, settings);
	}

	@Override
	public Flux<Incoming> open(SourceCheckpoints checkpoints, ConversationControl control) {
		return Flux.using(() -> this.pollers.join(this.client, this.agentId, this.waits, this.follower),
				(poller) -> incoming(poller, checkpoints, control),
				(poller) -> this.pollers.leave(poller, this.follower));
	}

	private Flux<Incoming> incoming(ConversationPoller poller, SourceCheckpoints checkpoints,
			ConversationControl control) {
		int maxLive = maxLive(this.settings, this.shard);
		control.status().budget(poller::requestsLeft);
		ConversationStreams streams = new ConversationStreams(this.client.conversations().messages(), this.agentId,
				new RequestRateLimiter(this.settings.pollInterval().dividedBy(maxLive), this.time), control);
		return new AgentEventLoop(poller, streams, this.settings, this.waits, this.time, new ServerClock(this.time),
				maxLive, this.inShard,
				new CheckpointReader(checkpoints, this.waits.backOff(), this.time, this.blocking), control)
			.incoming();
	}

	/**
	 * Return how many conversations of a shard are followed live at a time.
	 * @param settings the settings of the stream
	 * @param shard the number of the shard, from 0
	 * @return the number, 1 or more; of all shards together it is what was set
	 */
	public static int maxLive(AgentStreamSettings settings, int shard) {
		int shards = settings.shards();
		return settings.maxLive() / shards + ((shard < settings.maxLive() % shards) ? 1 : 0);
	}

}
