package ai.bimpe.benchmarks.calls;

import java.util.concurrent.Executor;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.core.ListQuery;

/**
 * Calls of {@link BimpeAI}.
 */
final class BlockingBimpeAICalls extends BlockingCalls {

	private final BimpeAI bimpeai;

	BlockingBimpeAICalls(BimpeAI bimpeai, Executor threads) {
		super(threads);
		this.bimpeai = bimpeai;
	}

	@Override
	Object get(String id) {
		return this.bimpeai.agents().retrieve(id);
	}

	@Override
	Object post() {
		return this.bimpeai.agents().create(ReactiveBimpeAICalls.CREATION);
	}

	@Override
	long list(int limit) {
		long count = 0;
		for (Agent agent : this.bimpeai.agents().list(ListQuery.create().limit(limit))) {
			count += agent.id().isEmpty() ? 0 : 1;
		}
		return count;
	}

}
