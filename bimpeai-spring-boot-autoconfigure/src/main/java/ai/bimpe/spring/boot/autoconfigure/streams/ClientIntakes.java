package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;

/**
 * Makes intakes that use the client of the application, or of an account.
 */
final class ClientIntakes implements Intakes {

	private final ObjectProvider<ReactiveBimpeAI> client;

	private final ListableBeanFactory beanFactory;

	ClientIntakes(ObjectProvider<ReactiveBimpeAI> client, ListableBeanFactory beanFactory) {
		this.client = client;
		this.beanFactory = beanFactory;
	}

	@Override
	public Intake create(StreamSpec spec, int shard) {
		String conversationId = spec.conversationId();
		if (conversationId == null) {
			int shards = spec.shards();
			return new AgentIntake(client(spec), spec.agentId(), spec.agentSettings(), shard,
					(id) -> Math.floorMod(id.hashCode(), shards) == shard);
		}
		return new ConversationIntake(conversationId,
				(options) -> client(spec).conversations()
					.messages()
					.stream(spec.agentId(), conversationId, options)
					.events());
	}

	private ReactiveBimpeAI client(StreamSpec spec) {
		return isDefault(spec) ? this.client.getObject() : BeanFactoryAnnotationUtils
			.qualifiedBeanOfType(this.beanFactory, ReactiveBimpeAI.class, spec.account());
	}

	private static boolean isDefault(StreamSpec spec) {
		return spec.account().equals(BimpeAIBuilder.DEFAULT_ACCOUNT);
	}

}
