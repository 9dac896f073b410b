package ai.bimpe.spring.stream.internal.source;

import java.util.function.Function;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.spring.stream.StreamSpec;

/**
 * Creates message sources that read through the client of the stream's account.
 */
public final class ClientMessageSourceFactory implements MessageSourceFactory {

	private final Function<String, ReactiveBimpeAI> clients;

	private final Function<String, RetrySettings> retry;

	/**
	 * Create.
	 * @param clients returns the client of an account, whenever a source is created
	 * @param retry returns the waits of an account
	 */
	public ClientMessageSourceFactory(Function<String, ReactiveBimpeAI> clients,
			Function<String, RetrySettings> retry) {
		this.clients = clients;
		this.retry = retry;
	}

	@Override
	public MessageSource create(StreamSpec spec, int shard) {
		String conversationId = spec.conversationId();
		if (conversationId == null) {
			int shards = spec.shards();
			return new AgentMessageSource(client(spec), spec.agentId(), spec.agentSettings(),
					this.retry.apply(spec.account()), shard, (id) -> Math.floorMod(id.hashCode(), shards) == shard);
		}
		return new ConversationMessageSource(conversationId,
				(options) -> client(spec).conversations()
					.messages()
					.stream(spec.agentId(), conversationId, options)
					.events());
	}

	private ReactiveBimpeAI client(StreamSpec spec) {
		return this.clients.apply(spec.account());
	}

}
