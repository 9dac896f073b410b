package ai.bimpe.benchmarks.calls;

import java.util.Objects;
import java.util.concurrent.Executor;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;

/**
 * Calls of {@link ReactiveBimpeAI}, each followed by {@code block()} on the calling
 * thread.
 */
final class BlockedReactiveBimpeAICalls extends BlockingCalls {

	private final ReactiveBimpeAI bimpeai;

	BlockedReactiveBimpeAICalls(ReactiveBimpeAI bimpeai, Executor threads) {
		super(threads);
		this.bimpeai = bimpeai;
	}

	@Override
	Object get(String id) {
		return Objects.requireNonNull(this.bimpeai.agents().retrieve(id).block());
	}

	@Override
	Object post() {
		return Objects.requireNonNull(this.bimpeai.agents().create(ReactiveBimpeAICalls.CREATION).block());
	}

	@Override
	long list(int limit) {
		return Objects.requireNonNull(this.bimpeai.agents().list(ListQuery.create().limit(limit)).count().block());
	}

}
