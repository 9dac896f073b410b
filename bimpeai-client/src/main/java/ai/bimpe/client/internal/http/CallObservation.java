package ai.bimpe.client.internal.http;

import java.util.List;
import java.util.function.Consumer;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.CallListener;
import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.CallRetry;
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
public final class CallObservation {

	private static final Log logger = LogFactory.getLog("ai.bimpe.client");

	private static final ClientObservationConvention DEFAULT_CONVENTION = new DefaultClientObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable ClientObservationConvention convention;

	private final List<CallListener> listeners;

	/**
	 * Create.
	 * @param registry takes the observations
	 * @param convention names them; {@code null} for the default
	 * @param listeners hear how calls ended
	 */
	public CallObservation(ObservationRegistry registry, @Nullable ClientObservationConvention convention,
			List<CallListener> listeners) {
		this.registry = registry;
		this.convention = convention;
		this.listeners = List.copyOf(listeners);
	}

	<T> Mono<ApiResponse<T>> around(CallContext context, Mono<ApiResponse<T>> call) {
		if (this.registry.isNoop()) {
			return this.listeners.isEmpty() ? call : call.doOnSuccess((answer) -> tell(context.result(null)))
				.doOnError((failure) -> tell(context.result(failure)));
		}
		return Mono.deferContextual((view) -> {
			ClientObservationContext observed = new ClientObservationContext(context.account, context.operation.id(),
					context.requestId);
			Observation observation = ClientObservationDocumentation.CALL
				.observation(this.convention, DEFAULT_CONVENTION, () -> observed, this.registry)
				.parentObservation(parent(view, this.registry))
				.start();
			SingleStopObservation stopOnce = new SingleStopObservation(observation);
			// Stopped before the caller goes on, so that a meter read after the call has
			// it.
			return CurrentObservation.during(observation,
					call.doOnSuccess((answer) -> stopOnce.end(() -> observed.complete(tell(context.result(null)))))
						.doOnError((failure) -> stopOnce.end(() -> {
							observed.complete(tell(context.result(failure)));
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

	void retry(CallRetry retry) {
		tell((listener) -> listener.onRetry(retry));
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
