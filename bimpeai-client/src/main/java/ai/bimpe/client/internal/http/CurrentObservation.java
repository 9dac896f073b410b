package ai.bimpe.client.internal.http;

import io.micrometer.observation.Observation;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/**
 * Makes an observation the current one of the thread that subscribes, while it does. A
 * tracer prefers the span that is current there to that of the parent observation, so
 * what begins in between would belong to the caller.
 */
final class CurrentObservation {

	private CurrentObservation() {
	}

	static <T> Mono<T> during(Observation observation, Mono<T> source) {
		return new CurrentMono<>(source, observation);
	}

	static <T> Flux<T> during(Observation observation, Flux<T> source) {
		return new CurrentFlux<>(source, observation);
	}

	private static final class CurrentMono<T> extends MonoOperator<T, T> {

		private final Observation observation;

		private CurrentMono(Mono<T> source, Observation observation) {
			super(source);
			this.observation = observation;
		}

		@Override
		@SuppressWarnings("try")
		public void subscribe(CoreSubscriber<? super T> actual) {
			try (Observation.Scope scope = this.observation.openScope()) {
				this.source.subscribe(actual);
			}
		}

	}

	private static final class CurrentFlux<T> extends FluxOperator<T, T> {

		private final Observation observation;

		private CurrentFlux(Flux<T> source, Observation observation) {
			super(source);
			this.observation = observation;
		}

		@Override
		@SuppressWarnings("try")
		public void subscribe(CoreSubscriber<? super T> actual) {
			try (Observation.Scope scope = this.observation.openScope()) {
				this.source.subscribe(actual);
			}
		}

	}

}
