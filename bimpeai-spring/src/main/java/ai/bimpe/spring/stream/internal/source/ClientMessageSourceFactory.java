package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.function.Function;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.TimeSource;
import reactor.core.scheduler.Schedulers;

/**
 * Creates message sources that read through the client of the stream's account.
 */
public final class ClientMessageSourceFactory implements MessageSourceFactory {

	private final Function<String, ReactiveBimpeAI> clients;

	private final Function<String, RetrySettings> retry;

	private final Duration afterRefusal;

	private final TimeSource time;

	private final ConversationPollers pollers;

	/**
	 * Create.
	 * @param clients returns the client of an account, whenever a source is created
	 * @param retry returns the waits of an account
	 * @param afterRefusal how long to wait after an answer that only a person can change
	 * @param time runs and measures all waits
	 */
	public ClientMessageSourceFactory(Function<String, ReactiveBimpeAI> clients, Function<String, RetrySettings> retry,
			Duration afterRefusal, TimeSource time) {
		this.clients = clients;
		this.retry = retry;
		this.afterRefusal = afterRefusal;
		this.time = time;
		this.pollers = new ConversationPollers(time);
	}

	@Override
	public MessageSource create(StreamSpec spec, int shard) {
		RequestWaits waits = new RequestWaits(StreamRetries.reconnects(this.retry.apply(spec.account())),
				this.afterRefusal, spec.retryDelayResetThreshold());
		String conversationId = spec.conversationId();
		if (conversationId == null) {
			int shards = spec.shards();
			return new AgentMessageSource(client(spec), spec.agentId(), spec.agentSettings(), waits, this.time,
					Schedulers.boundedElastic(), shard, (id) -> Math.floorMod(id.hashCode(), shards) == shard,
					this.pollers, spec.name());
		}
		return new ConversationMessageSource(spec.agentId(), conversationId,
				(options) -> client(spec).conversations()
					.messages()
					.stream(spec.agentId(), conversationId, options)
					.events(),
				() -> client(spec).conversations()
					.messages()
					.list(spec.agentId(), conversationId, ListQuery.create(), RequestOption.maxRetries(0))
					.firstPage(),
				waits, this.time, Schedulers.boundedElastic());
	}

	private ReactiveBimpeAI client(StreamSpec spec) {
		return this.clients.apply(spec.account());
	}

}
