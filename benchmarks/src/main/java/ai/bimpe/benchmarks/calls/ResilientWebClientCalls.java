package ai.bimpe.benchmarks.calls;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * WebClient with about what the client does: a request id, errors of their own, a
 * time-out for the whole exchange, a bound on bodies, and retries.
 */
final class ResilientWebClientCalls extends WebClientCalls {

	private static final int MAX_RESPONSE_SIZE = 16 * 1024 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Retry RETRY = Retry.backoff(2, Duration.ofMillis(500))
		.maxBackoff(Duration.ofSeconds(8))
		.filter((failure) -> failure instanceof WebClientRequestException || failure instanceof TimeoutException
				|| (failure instanceof Failure answered && answered.status.is5xxServerError()));

	ResilientWebClientCalls(String baseUrl) {
		super(WebClient.builder().codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(MAX_RESPONSE_SIZE)),
				baseUrl);
	}

	@Override
	<T> Mono<T> answer(RequestHeadersSpec<?> request, Class<T> type) {
		return request.header("X-Request-Id", UUID.randomUUID().toString())
			.retrieve()
			.onStatus(HttpStatusCode::isError, ResilientWebClientCalls::failure)
			.bodyToMono(type)
			.timeout(TIMEOUT)
			.retryWhen(RETRY);
	}

	private static Mono<Throwable> failure(ClientResponse response) {
		return response.bodyToMono(String.class).map((body) -> new Failure(response.statusCode(), body));
	}

	private static final class Failure extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient HttpStatusCode status;

		private Failure(HttpStatusCode status, String body) {
			super(body);
			this.status = status;
		}

	}

}
