package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.ApiRequest;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.agents.ReactiveAgents;
import ai.bimpe.client.calls.ReactiveCalls;
import ai.bimpe.client.conversations.ReactiveConversations;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.phonenumbers.ReactivePhoneNumbers;
import ai.bimpe.client.workflows.ReactiveWorkflows;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.ParameterizedTypeReference;

/**
 * Reactive face of a client that may have another one with every call, as
 * {@link DerivedBimpeAI}.
 */
final class DerivedReactiveBimpeAI implements ReactiveBimpeAI {

	private final BimpeAI client;

	DerivedReactiveBimpeAI(BimpeAI client) {
		this.client = client;
	}

	/**
	 * Return the reactive face of a bean.
	 * @param client the bean
	 * @return the face that the client has, unless it may have another one later
	 */
	static ReactiveBimpeAI of(BimpeAI client) {
		@Nullable ReactiveBimpeAI face = AopUtils.isAopProxy(client) ? null : client.reactive();
		return (face != null) ? face : new DerivedReactiveBimpeAI(client);
	}

	private ReactiveBimpeAI face() {
		@Nullable ReactiveBimpeAI face = this.client.reactive();
		if (face == null) {
			throw new UserException("'reactive()' of the BimpeAI bean returns nothing, as a mock does: let it return a "
					+ "ReactiveBimpeAI, or replace the ReactiveBimpeAI bean as well, and open no streams on mocks, with "
					+ "'bimpeai.listener.auto-startup=false'");
		}
		return face;
	}

	@Override
	public ReactiveAgents agents() {
		return face().agents();
	}

	@Override
	public ReactiveWorkflows workflows() {
		return face().workflows();
	}

	@Override
	public ReactiveConversations conversations() {
		return face().conversations();
	}

	@Override
	public ReactiveCalls calls() {
		return face().calls();
	}

	@Override
	public ReactivePhoneNumbers phoneNumbers() {
		return face().phoneNumbers();
	}

	@Override
	public <T> Mono<ApiResponse<T>> request(ApiRequest request, Class<T> type, RequestOption... options) {
		return face().request(request, type, options);
	}

	@Override
	public <T> Mono<ApiResponse<T>> request(ApiRequest request, ParameterizedTypeReference<T> type,
			RequestOption... options) {
		return face().request(request, type, options);
	}

	@Override
	public BimpeAI blocking() {
		return this.client;
	}

	@Override
	public void close() {
		this.client.close();
	}

}
