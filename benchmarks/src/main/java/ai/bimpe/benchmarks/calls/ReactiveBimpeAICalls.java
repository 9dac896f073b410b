package ai.bimpe.benchmarks.calls;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.agents.CreateAgentRequest;
import ai.bimpe.client.core.ListQuery;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls of {@link ReactiveBimpeAI}.
 */
public final class ReactiveBimpeAICalls extends ReactiveCalls {

	static final CreateAgentRequest CREATION = CreateAgentRequest.builder()
		.workflowId(PlainAgent.Creation.SAMPLE.workflowId())
		.name(PlainAgent.Creation.SAMPLE.name())
		.description(PlainAgent.Creation.SAMPLE.description())
		.build();

	private final ReactiveBimpeAI bimpeai;

	/**
	 * Create.
	 * @param bimpeai the client
	 */
	public ReactiveBimpeAICalls(ReactiveBimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	@Override
	Mono<?> get(String id) {
		return this.bimpeai.agents().retrieve(id);
	}

	@Override
	Mono<?> post() {
		return this.bimpeai.agents().create(CREATION);
	}

	@Override
	Flux<?> list(int limit) {
		return this.bimpeai.agents().list(ListQuery.create().limit(limit));
	}

}
