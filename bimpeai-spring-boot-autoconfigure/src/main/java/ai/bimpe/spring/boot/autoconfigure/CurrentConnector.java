package ai.bimpe.spring.boot.autoconfigure;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;

/**
 * Connects through the connector that is current: the first one is opened when it is
 * needed, and a new one takes its place when the SSL bundle is updated. Thread-safe.
 */
final class CurrentConnector implements ClientHttpConnector {

	private final Supplier<ClientHttpConnector> first;

	private final AtomicReference<@Nullable ClientHttpConnector> current = new AtomicReference<>();

	/**
	 * Create.
	 * @param first gives the first connector, when it is needed
	 */
	CurrentConnector(Supplier<ClientHttpConnector> first) {
		this.first = first;
	}

	void replace(ClientHttpConnector current) {
		this.current.set(current);
	}

	private ClientHttpConnector current() {
		ClientHttpConnector connector = this.current.get();
		if (connector == null) {
			this.current.compareAndSet(null, this.first.get());
			return current();
		}
		return connector;
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> callback) {
		ClientHttpConnector connector = current();
		AtomicBoolean connected = new AtomicBoolean();
		return connector.connect(method, uri, (request) -> {
			connected.set(true);
			return callback.apply(request);
		}).onErrorResume((failure) -> {
			// The pool of the old connector fails who waits for a connection.
			if (connector != current() && !connected.get()) {
				return connect(method, uri, callback);
			}
			return Mono.error(NewerClientSettings.explain(failure));
		});
	}

}
