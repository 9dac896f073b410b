package ai.bimpe.client;

import java.lang.reflect.Type;

import ai.bimpe.client.agents.ReactiveAgents;
import ai.bimpe.client.calls.ReactiveCalls;
import ai.bimpe.client.conversations.ReactiveConversations;
import ai.bimpe.client.http.Call;
import ai.bimpe.client.http.Exchange;
import ai.bimpe.client.http.Operation;
import ai.bimpe.client.http.Query;
import ai.bimpe.client.phonenumbers.ReactivePhoneNumbers;
import ai.bimpe.client.stream.MessageStreams;
import ai.bimpe.client.workflows.ReactiveWorkflows;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * The client: resources over one exchange.
 */
final class DefaultReactiveBimpeAI implements ReactiveBimpeAI {

	private final Exchange exchange;

	private final Runnable onClose;

	private final ReactiveAgents agents;

	private final ReactiveWorkflows workflows;

	private final ReactiveConversations conversations;

	private final ReactiveCalls calls;

	private final ReactivePhoneNumbers phoneNumbers;

	private final BimpeAI blocking;

	DefaultReactiveBimpeAI(Exchange exchange, MessageStreams streams, Runnable onClose) {
		this.exchange = exchange;
		this.onClose = onClose;
		this.agents = new ReactiveAgents(exchange);
		this.workflows = new ReactiveWorkflows(exchange);
		this.conversations = new ReactiveConversations(exchange, streams);
		this.calls = new ReactiveCalls(exchange);
		this.phoneNumbers = new ReactivePhoneNumbers(exchange);
		this.blocking = new DefaultBimpeAI(this);
	}

	@Override
	public ReactiveAgents agents() {
		return this.agents;
	}

	@Override
	public ReactiveWorkflows workflows() {
		return this.workflows;
	}

	@Override
	public ReactiveConversations conversations() {
		return this.conversations;
	}

	@Override
	public ReactiveCalls calls() {
		return this.calls;
	}

	@Override
	public ReactivePhoneNumbers phoneNumbers() {
		return this.phoneNumbers;
	}

	@Override
	public <T> Mono<ApiResponse<T>> request(ApiRequest request, Class<T> type, RequestOption... options) {
		return Mono.defer(() -> this.exchange.send(call(request, type), options));
	}

	@Override
	public <T> Mono<ApiResponse<T>> request(ApiRequest request, ParameterizedTypeReference<T> type,
			RequestOption... options) {
		return Mono.defer(() -> this.exchange.send(call(request, type.getType()), options));
	}

	@Override
	public BimpeAI blocking() {
		return this.blocking;
	}

	@Override
	public void close() {
		this.onClose.run();
	}

	private static <T> Call<T> call(ApiRequest request, Type type) {
		Operation<T> operation = Operation.custom(request.method(), request.path(), type);
		Query query = new Query();
		request.query().forEach(query::add);
		return new Call<>(operation, request.pathVariables(), query, request.body());
	}

}
