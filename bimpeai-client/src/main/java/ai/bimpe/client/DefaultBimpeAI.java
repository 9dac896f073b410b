package ai.bimpe.client;

import ai.bimpe.client.agents.Agents;
import ai.bimpe.client.calls.Calls;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;
import ai.bimpe.client.phonenumbers.PhoneNumbers;
import ai.bimpe.client.workflows.Workflows;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.function.SingletonSupplier;

/**
 * The blocking face over the reactive client.
 */
final class DefaultBimpeAI implements BimpeAI {

	private final ReactiveBimpeAI reactive;

	private final SingletonSupplier<Agents> agents;

	private final SingletonSupplier<Workflows> workflows;

	private final SingletonSupplier<Conversations> conversations;

	private final SingletonSupplier<Calls> calls;

	private final SingletonSupplier<PhoneNumbers> phoneNumbers;

	DefaultBimpeAI(ReactiveBimpeAI reactive) {
		this.reactive = reactive;
		this.agents = SingletonSupplier.of(() -> new Agents(reactive.agents()));
		this.workflows = SingletonSupplier.of(() -> new Workflows(reactive.workflows()));
		this.conversations = SingletonSupplier.of(() -> new Conversations(reactive.conversations()));
		this.calls = SingletonSupplier.of(() -> new Calls(reactive.calls()));
		this.phoneNumbers = SingletonSupplier.of(() -> new PhoneNumbers(reactive.phoneNumbers()));
	}

	@Override
	public Agents agents() {
		return this.agents.obtain();
	}

	@Override
	public Workflows workflows() {
		return this.workflows.obtain();
	}

	@Override
	public Conversations conversations() {
		return this.conversations.obtain();
	}

	@Override
	public Calls calls() {
		return this.calls.obtain();
	}

	@Override
	public PhoneNumbers phoneNumbers() {
		return this.phoneNumbers.obtain();
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
