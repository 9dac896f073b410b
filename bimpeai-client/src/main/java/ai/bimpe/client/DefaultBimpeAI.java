package ai.bimpe.client;

import ai.bimpe.client.agents.Agents;

import org.springframework.core.ParameterizedTypeReference;

/**
 * The blocking face over the reactive client.
 */
final class DefaultBimpeAI implements BimpeAI {

	private final ReactiveBimpeAI reactive;

	private final Agents agents;

	DefaultBimpeAI(ReactiveBimpeAI reactive) {
		this.reactive = reactive;
		this.agents = new Agents(reactive.agents());
	}

	@Override
	public Agents agents() {
		return this.agents;
	}

	@Override
	public <T> ApiResponse<T> request(ApiRequest request, Class<T> type, RequestOption... options) {
		return Blocking.await(this.reactive.request(request, type, options), "ReactiveBimpeAI.request");
	}

	@Override
	public <T> ApiResponse<T> request(ApiRequest request, ParameterizedTypeReference<T> type,
			RequestOption... options) {
		return Blocking.await(this.reactive.request(request, type, options), "ReactiveBimpeAI.request");
	}

	@Override
	public ReactiveBimpeAI reactive() {
		return this.reactive;
	}

	@Override
	public void close() {
		this.reactive.close();
	}

}
