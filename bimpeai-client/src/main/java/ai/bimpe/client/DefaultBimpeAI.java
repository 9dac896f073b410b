package ai.bimpe.client;

import ai.bimpe.client.agents.Agents;
import ai.bimpe.client.calls.Calls;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.phonenumbers.PhoneNumbers;
import ai.bimpe.client.workflows.Workflows;

import org.springframework.core.ParameterizedTypeReference;

/**
 * The blocking face over the reactive client.
 */
final class DefaultBimpeAI implements BimpeAI {

	private final ReactiveBimpeAI reactive;

	private final Agents agents;

	private final Workflows workflows;

	private final Conversations conversations;

	private final Calls calls;

	private final PhoneNumbers phoneNumbers;

	DefaultBimpeAI(ReactiveBimpeAI reactive) {
		this.reactive = reactive;
		this.agents = new Agents(reactive.agents());
		this.workflows = new Workflows(reactive.workflows());
		this.conversations = new Conversations(reactive.conversations());
		this.calls = new Calls(reactive.calls());
		this.phoneNumbers = new PhoneNumbers(reactive.phoneNumbers());
	}

	@Override
	public Agents agents() {
		return this.agents;
	}

	@Override
	public Workflows workflows() {
		return this.workflows;
	}

	@Override
	public Conversations conversations() {
		return this.conversations;
	}

	@Override
	public Calls calls() {
		return this.calls;
	}

	@Override
	public PhoneNumbers phoneNumbers() {
		return this.phoneNumbers;
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
