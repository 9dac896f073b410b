package ai.bimpe.client;

import java.lang.reflect.Type;
import java.util.function.Supplier;

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
import org.springframework.util.function.SingletonSupplier;

/**
 * The client: resources over one exchange, which are made when they are first used.
 */
final class DefaultReactiveBimpeAI implements ReactiveBimpeAI {

	private final SingletonSupplier<Resources> resources;

	private final Runnable onClose;

	private final BimpeAI blocking;

	/**
	 * Create.
	 * @param resources what the client is made of; made when it is first used
	 * @param onClose called when the client is closed
	 */
	DefaultReactiveBimpeAI(Supplier<Resources> resources, Runnable onClose) {
		this.resources = SingletonSupplier.of(resources);
		this.onClose = onClose;
		this.blocking = new DefaultBimpeAI(this);
	}

	@Override
	public ReactiveAgents agents() {
		return this.resources.obtain().agents();
	}

	@Override
	public ReactiveWorkflows workflows() {
		return this.resources.obtain().workflows();
	}

	@Override
	public ReactiveConversations conversations() {
		return this.resources.obtain().conversations();
	}

	@Override
	public ReactiveCalls calls() {
		return this.resources.obtain().calls();
	}

	@Override
	public ReactivePhoneNumbers phoneNumbers() {
		return this.resources.obtain().phoneNumbers();
	}

	@Override
	public <T> Mono<ApiResponse<T>> request(ApiRequest request, Class<T> type, RequestOption... options) {
		return request(request, ParameterizedTypeReference.forType(type), options);
	}

	@Override
	public <T> Mono<ApiResponse<T>> request(ApiRequest request, ParameterizedTypeReference<T> type,
			RequestOption... options) {
		return Mono.defer(() -> this.resources.obtain().exchange().send(call(request, type.getType()), options));
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

	record Resources(Exchange exchange, ReactiveAgents agents, ReactiveWorkflows workflows,
			ReactiveConversations conversations, ReactiveCalls calls, ReactivePhoneNumbers phoneNumbers) {

		static Resources of(Exchange exchange, MessageStreams streams) {
			return new Resources(exchange, new ReactiveAgents(exchange), new ReactiveWorkflows(exchange),
					new ReactiveConversations(exchange, streams), new ReactiveCalls(exchange),
					new ReactivePhoneNumbers(exchange));
		}

	}

}
