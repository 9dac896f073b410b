package ai.bimpe.client.internal.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The WebClient for calls, with the connector, the filters and the observation of the
 * application's but none of its defaults for requests, and what opens streams, which has
 * the application's connector at most: the URL of a stream holds its ticket, which no
 * filter and no observation may see.
 *
 * @param calls sends calls
 * @param streams opens streams
 * @param connectors what this client opened
 * @since 0.1.0
 */
public record WebClients(WebClient calls, ExchangeFunction streams, Connectors connectors) {

	/**
	 * Create.
	 * @param parts what the clients are made of
	 * @return both clients
	 */
	public static WebClients create(Parts parts) {
		Supplier<WebClient.Builder> given = parts.given();
		Connectors own = new Connectors(parts.connectTimeout());
		WebClient.Builder calls = (given != null) ? given.get().clone() : WebClient.builder();
		WebClient.Builder streams = calls.clone();
		connect(calls, parts.connector(), (given != null) ? null : own.calls());
		connect(streams, parts.streamConnector(), (given != null) ? parts.connector() : own.streams());
		// What the application sends to other servers by default is not meant for this
		// one.
		calls.defaultHeaders(HttpHeaders::clear).defaultCookies(MultiValueMap::clear);
		calls.observationConvention(new NoQueryConvention());
		if (!parts.registry().isNoop()) {
			calls.observationRegistry(parts.registry());
		}
		return new WebClients(calls.build(), bare(streams), own);
	}

	private static void connect(WebClient.Builder builder, @Nullable ClientHttpConnector given,
			@Nullable ClientHttpConnector fallback) {
		ClientHttpConnector connector = (given != null) ? given : fallback;
		if (connector != null) {
			builder.clientConnector(connector);
		}
	}

	// A WebClient keeps 3 KiB of a request for as long as its answer is read, which for a
	// stream is for ever. Its builder hands what lies behind it to filters alone.
	private static ExchangeFunction bare(WebClient.Builder builder) {
		AtomicReference<ExchangeFunction> bare = new AtomicReference<>();
		Disposable unused = builder.filters(List::clear).filter((request, next) -> {
			bare.set(next);
			return Mono.never();
		})
			.observationRegistry(ObservationRegistry.NOOP)
			.build()
			.get()
			// The base URL of the application may hold variables.
			.uri(URI.create("/"))
			.apiVersion(null)
			.exchangeToMono(ClientResponse::releaseBody)
			.subscribe();
		return Objects.requireNonNull(bare.get(), "A request of the WebClient does not reach its filters");
	}

	/**
	 * Close what this client opened.
	 */
	public void close() {
		this.connectors.close();
	}

	/**
	 * What the clients are made of.
	 *
	 * @param given gives the WebClient of the caller, or {@code null} to use connectors
	 * of our own
	 * @param connector the connector of the caller for calls, or {@code null}
	 * @param streamConnector the connector of the caller for streams, or {@code null}
	 * @param connectTimeout how long a connection of our own may take to be made
	 * @param registry takes the observations of calls
	 */
	public record Parts(@Nullable Supplier<WebClient.Builder> given, @Nullable ClientHttpConnector connector,
			@Nullable ClientHttpConnector streamConnector, Duration connectTimeout, ObservationRegistry registry) {

	}

	/**
	 * Keeps the query, which can hold search texts, out of traces.
	 */
	private static final class NoQueryConvention extends DefaultClientRequestObservationConvention {

		@Override
		public KeyValues getHighCardinalityKeyValues(ClientRequestObservationContext context) {
			ClientRequest request = context.getRequest();
			String url = (request != null) ? request.url().toASCIIString() : KeyValue.NONE_VALUE;
			int query = url.indexOf('?');
			return KeyValues.of(KeyValue.of("http.url", (query >= 0) ? url.substring(0, query) : url));
		}

	}

}
