package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.client.ReactiveBimpeAI;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Makes intakes that use the client of the application.
 */
final class ClientIntakes implements Intakes {

	private final ObjectProvider<ReactiveBimpeAI> client;

	ClientIntakes(ObjectProvider<ReactiveBimpeAI> client) {
		this.client = client;
	}

	@Override
	public Intake create(StreamSpec spec, int shard) {
		String conversationId = spec.conversationId();
		if (conversationId == null) {
			int shards = spec.shards();
			return new AgentIntake(this.client.getObject(), spec.agentId(), spec.agentSettings(), shard,
					(id) -> Math.floorMod(id.hashCode(), shards) == shard);
		}
		return new ConversationIntake(conversationId,
				(options) -> this.client.getObject()
					.conversations()
					.messages()
					.stream(spec.agentId(), conversationId, options)
					.events());
	}

}
