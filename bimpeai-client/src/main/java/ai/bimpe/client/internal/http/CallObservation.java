package ai.bimpe.client.internal.http;

import java.util.List;
import java.util.function.Consumer;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.CallListener;
import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.observation.ClientObservationContext;
import ai.bimpe.client.observation.ClientObservationConvention;
import ai.bimpe.client.observation.ClientObservationDocumentation;
import ai.bimpe.client.observation.DefaultClientObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Observes calls and tells the listeners how they ended.
 *
 * @since 0.1.0
 */
public final class CallObservation implements CallStage {

	private static final Log logger = LogFactory.getLog("ai.bimpe.client");

	private static final ClientObservationConvention DEFAULT_CONVENTION = new DefaultClientObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable ClientObservationConvention convention;

	private final List<CallListener> listeners;

	private final String account;

	/**
	 * Create.
	 * @param registry takes the observations
	 * @param convention names them; {@code null} for the default
	 * @param listeners hear how calls ended
	 * @param account the name of the account whose calls these are
	 */
	public CallObservation(ObservationRegistry registry, @Nullable ClientObservationConvention convention,
			List<CallListener> listeners, String account) {
		this.account = account;
		this.registry = registry;
		this.convention = convention;
		this.listeners = List.copyOf(listeners);
	}

	@Override
	public <T> Mono<ApiResponse<T>> apply(CallRequest<T> request, Next<T> next) {
		if (this.registry.isNoop() && this.listeners.isEmpty()) {
			return next.send(request);
		}
		CallProgress progress = new CallProgress(this.account, request,
				(retry) -> tell((listener) -> listener.onRetry(retry)));
		Mono<ApiResponse<T>> call = next.send(request.withListener(progress));
		return this.registry.isNoop() ? told(progress, call) : observed(request, progress, call);
	}

	private <T> Mono<T> told(CallProgress progress, Mono<T> call) {
		return call.doOnSuccess((answer) -> tell(progress.result(null)))
			.doOnError((failure) -> tell(progress.result(failure)));
	}

	private <T> Mono<T> observed(CallRequest<?> request, CallProgress progress, Mono<T> call) {
		return Mono.deferContextual((view) -> {
			ClientObservationContext observed = new ClientObservationContext(this.account, request.operation.id(),
					request.requestId);
			Observation observation = ClientObservationDocumentation.CALL
				.observation(this.convention, DEFAULT_CONVENTION, () -> observed, this.registry)
				.parentObservation(parent(view, this.registry))
				.start();
			SingleStopObservation stopOnce = new SingleStopObservation(observation);
			// Stopped before the caller goes on, so that a meter read after the call has
			// it.
			return CurrentObservation.during(observation,
					call.doOnSuccess((answer) -> stopOnce.end(() -> observed.complete(tell(progress.result(null)))))
						.doOnError((failure) -> stopOnce.end(() -> {
							observed.complete(tell(progress.result(failure)));
							observation.error(failure);
						}))
						.doOnCancel(() -> stopOnce.end(observed::cancel))
						.contextWrite((inner) -> inner.put(ObservationThreadLocalAccessor.KEY, observation)));
		});
	}

	static @Nullable Observation parent(ContextView view, ObservationRegistry registry) {
		Observation parent = view.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		return (parent != null) ? parent : registry.getCurrentObservation();
	}

	private CallResult tell(CallResult result) {
		tell((listener) -> listener.onCall(result));
		return result;
	}

	private void tell(Consumer<CallListener> news) {
		for (CallListener listener : this.listeners) {
			try {
				news.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.warn("A CallListener failed: " + listener.getClass().getName(), ex);
			}
		}
	}

}
