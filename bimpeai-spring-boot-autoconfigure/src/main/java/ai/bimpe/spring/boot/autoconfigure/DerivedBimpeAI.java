package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.ApiRequest;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.agents.Agents;
import ai.bimpe.client.calls.Calls;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.phonenumbers.PhoneNumbers;
import ai.bimpe.client.workflows.Workflows;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.ParameterizedTypeReference;

/**
 * Blocking face of a client that may have another one with every call: a scoped proxy has
 * the one of its current target, a mock the one that the test gives it later.
 */
final class DerivedBimpeAI implements BimpeAI {

	private final ReactiveBimpeAI client;

	DerivedBimpeAI(ReactiveBimpeAI client) {
		this.client = client;
	}

	/**
	 * Return the blocking face of a bean.
	 * @param client the bean
	 * @return the face that the client has, unless it may have another one later
	 */
	static BimpeAI of(ReactiveBimpeAI client) {
		@Nullable BimpeAI face = AopUtils.isAopProxy(client) ? null : client.blocking();
		return (face != null) ? face : new DerivedBimpeAI(client);
	}

	private BimpeAI face() {
		@Nullable BimpeAI face = this.client.blocking();
		if (face == null) {
			throw new UserException("'blocking()' of the ReactiveBimpeAI bean returns nothing, as a mock does: let it "
					+ "return a BimpeAI, or replace the BimpeAI bean as well");
		}
		return face;
	}

	@Override
	public Agents agents() {
		return face().agents();
	}

	@Override
	public Workflows workflows() {
		return face().workflows();
	}

	@Override
	public Conversations conversations() {
		return face().conversations();
	}

	@Override
	public Calls calls() {
		return face().calls();
	}

	@Override
	public PhoneNumbers phoneNumbers() {
		return face().phoneNumbers();
	}

	@Override
	public <T> ApiResponse<T> request(ApiRequest request, Class<T> type, RequestOption... options) {
		return face().request(request, type, options);
	}

	@Override
	public <T> ApiResponse<T> request(ApiRequest request, ParameterizedTypeReference<T> type,
			RequestOption... options) {
		return face().request(request, type, options);
	}

	@Override
	public ReactiveBimpeAI reactive() {
		return this.client;
	}

	@Override
	public void close() {
		this.client.close();
	}

}
