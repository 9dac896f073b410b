package ai.bimpe.benchmarks.calls;

import java.util.Objects;
import java.util.concurrent.Executor;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;

/**
 * Our reactive face, whose answers the thread that calls waits for.
 */
final class AwaitedReactiveCalls extends BlockingCalls {

	private final ReactiveBimpeAI bimpeai;

	AwaitedReactiveCalls(ReactiveBimpeAI bimpeai, Executor threads) {
		super(threads);
		this.bimpeai = bimpeai;
	}

	@Override
	Object get(String id) {
		return Objects.requireNonNull(this.bimpeai.agents().retrieve(id).block());
	}

	@Override
	Object post() {
		return Objects.requireNonNull(this.bimpeai.agents().create(ReactiveFaceCalls.CREATION).block());
	}

	@Override
	long list(int limit) {
		return Objects.requireNonNull(this.bimpeai.agents().list(ListQuery.create().limit(limit)).count().block());
	}

}
