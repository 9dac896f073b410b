package ai.bimpe.client;

import java.lang.reflect.Type;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import ai.bimpe.client.agents.ReactiveAgents;
import ai.bimpe.client.calls.ReactiveCalls;
import ai.bimpe.client.conversations.ReactiveConversations;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.DeferredCallExecutor;
import ai.bimpe.client.internal.http.Operation;
import ai.bimpe.client.internal.http.OperationCall;
import ai.bimpe.client.internal.http.Query;
import ai.bimpe.client.internal.resource.ResourceFactory;
import ai.bimpe.client.internal.stream.StreamOpener;
import ai.bimpe.client.phonenumbers.ReactivePhoneNumbers;
import ai.bimpe.client.workflows.ReactiveWorkflows;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.function.SingletonSupplier;

/**
 * The client: resources that share one executor of calls, which are made when they are
 * first used.
 */
final class DefaultReactiveBimpeAI implements ReactiveBimpeAI {

	private final SingletonSupplier<Resources> made;

	private final AtomicReference<@Nullable Resources> deferred = new AtomicReference<>();

	private volatile boolean ready;

	private final Runnable onClose;

	private final BimpeAI blocking;

	/**
	 * Create.
	 * @param resources what the client is made of; made when it is first used
	 * @param onClose called when the client is closed
	 */
	DefaultReactiveBimpeAI(Supplier<Resources> resources, Runnable onClose) {
		this.made = SingletonSupplier.of(resources);
		this.onClose = onClose;
		this.blocking = new DefaultBimpeAI(this);
	}

	// What takes time to make also reads files, which no event loop may wait for.
	private Resources resources() {
		return (!this.ready && Schedulers.isInNonBlockingThread()) ? deferred() : make();
	}

	// Without a lock, which other threads would wait for.
	private Resources deferred() {
		Resources deferred = this.deferred.get();
		if (deferred == null) {
			this.deferred.compareAndSet(null,
					Resources.of(new ResourceFactory.Parts(new DeferredCallExecutor(() -> make().executor()),
							StreamOpener.deferred(() -> make().streams()))));
			return deferred();
		}
		return deferred;
	}

	private Resources make() {
		Resources resources = this.made.obtain();
		this.ready = true;
		return resources;
	}

	@Override
	public ReactiveAgents agents() {
		return resources().agents();
	}

	@Override
	public ReactiveWorkflows workflows() {
		return resources().workflows();
	}

	@Override
	public ReactiveConversations conversations() {
		return resources().conversations();
	}

	@Override
	public ReactiveCalls calls() {
		return resources().calls();
	}

	@Override
	public ReactivePhoneNumbers phoneNumbers() {
		return resources().phoneNumbers();
	}

	@Override
	public <T> Mono<ApiResponse<T>> request(ApiRequest request, Class<T> type, RequestOption... options) {
		return request(request, ParameterizedTypeReference.forType(type), options);
	}

	@Override
	public <T> Mono<ApiResponse<T>> request(ApiRequest request, ParameterizedTypeReference<T> type,
			RequestOption... options) {
		return Mono.defer(() -> resources().executor().send(call(request, type.getType()), options));
	}

	@Override
	public BimpeAI blocking() {
		return this.blocking;
	}

	@Override
	public void close() {
		this.onClose.run();
	}

	private static <T> OperationCall<T> call(ApiRequest request, Type type) {
		Operation<T> operation = Operation.custom(request.method(), request.path(), type);
		Query query = new Query();
		request.query().forEach(query::add);
		return new OperationCall<>(operation, request.pathVariables(), query, request.body());
	}

	record Resources(CallExecutor executor, StreamOpener streams, ReactiveAgents agents, ReactiveWorkflows workflows,
			ReactiveConversations conversations, ReactiveCalls calls, ReactivePhoneNumbers phoneNumbers) {

		static Resources of(ResourceFactory.Parts parts) {
			return new Resources(parts.executor(), parts.streams(), ResourceFactory.create(ReactiveAgents.class, parts),
					ResourceFactory.create(ReactiveWorkflows.class, parts),
					ResourceFactory.create(ReactiveConversations.class, parts),
					ResourceFactory.create(ReactiveCalls.class, parts),
					ResourceFactory.create(ReactivePhoneNumbers.class, parts));
		}

	}

}
