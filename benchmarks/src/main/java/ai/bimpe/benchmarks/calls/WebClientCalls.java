package ai.bimpe.benchmarks.calls;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;

/**
 * What a Spring user writes without a client library: no request id, no retry, no
 * time-out, Spring's own errors.
 */
class WebClientCalls extends ReactiveCalls {

	private final WebClient webClient;

	WebClientCalls(WebClient.Builder builder, String baseUrl) {
		this.webClient = builder.baseUrl(baseUrl)
			.defaultHeader(HttpHeaders.AUTHORIZATION, PlainAgent.AUTHORIZATION)
			.codecs((codecs) -> {
				codecs.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(PlainAgent.MAPPER));
				codecs.defaultCodecs().jacksonJsonEncoder(new JacksonJsonEncoder(PlainAgent.MAPPER));
			})
			.build();
	}

	@Override
	Mono<?> get(String id) {
		return answer(this.webClient.get().uri(PlainAgent.AGENT, id), PlainAgent.Answer.class)
			.map(PlainAgent.Answer::data);
	}

	@Override
	Mono<?> post() {
		return answer(this.webClient.post()
			.uri(PlainAgent.AGENTS)
			.header("Idempotency-Key", PlainAgent.idempotencyKey())
			.bodyValue(PlainAgent.Creation.SAMPLE), PlainAgent.Answer.class).map(PlainAgent.Answer::data);
	}

	@Override
	Flux<?> list(int limit) {
		return page(1, limit).expand((page) -> (page.next() > 0) ? page(page.next(), limit) : Mono.empty())
			.concatMapIterable(PlainAgent.Page::data);
	}

	private Mono<PlainAgent.Page> page(int number, int limit) {
		return answer(this.webClient.get().uri(PlainAgent.PAGE, number, limit), PlainAgent.Page.class);
	}

	<T> Mono<T> answer(RequestHeadersSpec<?> request, Class<T> type) {
		return request.retrieve().bodyToMono(type);
	}

}
