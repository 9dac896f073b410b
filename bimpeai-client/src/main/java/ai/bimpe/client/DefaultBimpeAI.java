package ai.bimpe.client;

import ai.bimpe.client.agents.Agents;
import ai.bimpe.client.calls.Calls;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.phonenumbers.PhoneNumbers;
import ai.bimpe.client.workflows.Workflows;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.function.SingletonSupplier;

/**
 * The blocking face over the reactive client.
 */
final class DefaultBimpeAI implements BimpeAI {

	private final ReactiveBimpeAI reactive;

	private final SingletonSupplier<Resources> resources;

	DefaultBimpeAI(ReactiveBimpeAI reactive) {
		this.reactive = reactive;
		this.resources = SingletonSupplier.of(() -> Resources.of(reactive));
	}

	@Override
	public Agents agents() {
		return this.resources.obtain().agents();
	}

	@Override
	public Workflows workflows() {
		return this.resources.obtain().workflows();
	}

	@Override
	public Conversations conversations() {
		return this.resources.obtain().conversations();
	}

	@Override
	public Calls calls() {
		return this.resources.obtain().calls();
	}

	@Override
	public PhoneNumbers phoneNumbers() {
		return this.resources.obtain().phoneNumbers();
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

	private record Resources(Agents agents, Workflows workflows, Conversations conversations, Calls calls,
			PhoneNumbers phoneNumbers) {

		private static Resources of(ReactiveBimpeAI reactive) {
			return new Resources(new Agents(reactive.agents()), new Workflows(reactive.workflows()),
					new Conversations(reactive.conversations()), new Calls(reactive.calls()),
					new PhoneNumbers(reactive.phoneNumbers()));
		}

	}

}
