package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Knowledge bases of an agent, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveKnowledgeBases {

	private static final Operation<List<KnowledgeBase>> LIST = Operation.list("listKnowledgeBases",
			"/agents/{agentId}/knowledge_bases", KnowledgeBase.class);

	private static final Operation<KnowledgeBase> CREATE = Operation.post("createKnowledgeBase",
			"/agents/{agentId}/knowledge_bases", KnowledgeBase.class);

	private static final Operation<KnowledgeBase> UPDATE = Operation.patch("updateKnowledgeBase",
			"/agents/{agentId}/knowledge_bases/{kbId}", KnowledgeBase.class);

	private static final Operation<Void> DELETE = Operation.delete("deleteKnowledgeBase",
			"/agents/{agentId}/knowledge_bases/{kbId}");

	private final CallExecutor executor;

	ReactiveKnowledgeBases(CallExecutor executor) {
		this.executor = executor;
	}

	/**
	 * List the knowledge bases of an agent ({@code listKnowledgeBases}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Flux<KnowledgeBase> list(String agentId, RequestOption... options) {
		return this.executor.items(LIST.call(agentId), options);
	}

	/**
	 * Add a knowledge base to an agent ({@code createKnowledgeBase}).
	 * @param agentId the id of the agent
	 * @param request a text or a web page
	 * @param options the options of the call
	 * @return the new knowledge base
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<KnowledgeBase> create(String agentId, CreateKnowledgeBaseRequest request, RequestOption... options) {
		return this.executor.data(CREATE.call(agentId).body(request), options);
	}

	/**
	 * Change a knowledge base ({@code updateKnowledgeBase}).
	 * @param agentId the id of the agent
	 * @param kbId the id of the knowledge base
	 * @param request the changes; what is not set stays as it is
	 * @param options the options of the call
	 * @return the knowledge base after the change
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or knowledge base
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<KnowledgeBase> update(String agentId, String kbId, UpdateKnowledgeBaseRequest request,
			RequestOption... options) {
		return this.executor.data(UPDATE.call(agentId, kbId).body(request), options);
	}

	/**
	 * Delete a knowledge base ({@code deleteKnowledgeBase}).
	 * @param agentId the id of the agent
	 * @param kbId the id of the knowledge base
	 * @param options the options of the call
	 * @return completion
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or knowledge base
	 */
	public Mono<Void> delete(String agentId, String kbId, RequestOption... options) {
		return this.executor.data(DELETE.call(agentId, kbId), options);
	}

}
