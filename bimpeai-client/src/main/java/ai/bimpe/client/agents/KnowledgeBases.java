package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Knowledge bases of an agent.
 *
 * @since 0.1.0
 */
public class KnowledgeBases {

	private final ReactiveKnowledgeBases reactive;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public KnowledgeBases(ReactiveKnowledgeBases reactive) {
		this.reactive = reactive;
	}

	/**
	 * List the knowledge bases of an agent ({@code listKnowledgeBases}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public List<KnowledgeBase> list(String agentId, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, options).collectList(), "ReactiveKnowledgeBases.list");
	}

	/**
	 * Add a knowledge base to an agent ({@code createKnowledgeBase}).
	 * @param agentId the id of the agent
	 * @param request a text or a web page
	 * @param options the options of the call
	 * @return the new knowledge base
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public KnowledgeBase create(String agentId, CreateKnowledgeBaseRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.create(agentId, request, options), "ReactiveKnowledgeBases.create");
	}

	/**
	 * Change a knowledge base ({@code updateKnowledgeBase}).
	 * @param agentId the id of the agent
	 * @param kbId the id of the knowledge base
	 * @param request the changes; what is not set stays as it is
	 * @param options the options of the call
	 * @return the knowledge base after the change
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * knowledge base
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public KnowledgeBase update(String agentId, String kbId, UpdateKnowledgeBaseRequest request,
			RequestOption... options) {
		return Blocking.await(this.reactive.update(agentId, kbId, request, options), "ReactiveKnowledgeBases.update");
	}

	/**
	 * Delete a knowledge base ({@code deleteKnowledgeBase}).
	 * @param agentId the id of the agent
	 * @param kbId the id of the knowledge base
	 * @param options the options of the call
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * knowledge base
	 */
	public void delete(String agentId, String kbId, RequestOption... options) {
		Blocking.awaitOptional(this.reactive.delete(agentId, kbId, options), "ReactiveKnowledgeBases.delete");
	}

}
