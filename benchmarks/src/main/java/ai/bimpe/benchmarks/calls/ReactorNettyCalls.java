package ai.bimpe.benchmarks.calls;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.ObjectReader;

/**
 * Transport and a prepared reader alone.
 */
final class ReactorNettyCalls extends ReactiveCalls {

	private static final ObjectReader ANSWER = PlainAgent.MAPPER.readerFor(PlainAgent.Answer.class);

	private static final ObjectReader PAGE = PlainAgent.MAPPER.readerFor(PlainAgent.Page.class);

	private final HttpClient http;

	ReactorNettyCalls(String baseUrl) {
		this.http = HttpClient.create()
			.baseUrl(baseUrl)
			.headers((headers) -> headers.set(HttpHeaderNames.ACCEPT, "application/json")
				.set(HttpHeaderNames.AUTHORIZATION, PlainAgent.AUTHORIZATION));
	}

	@Override
	Mono<?> get(String id) {
		return this.http.get()
			.uri(PlainAgent.AGENTS + "/" + id)
			.responseSingle((response, body) -> answer(body))
			.map(PlainAgent.Answer::data);
	}

	@Override
	Mono<?> post() {
		byte[] json = PlainAgent.MAPPER.writeValueAsBytes(PlainAgent.Creation.SAMPLE);
		return this.http
			.headers((headers) -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json")
				.set(HttpHeaderNames.CONTENT_LENGTH, json.length)
				.set("Idempotency-Key", PlainAgent.idempotencyKey()))
			.post()
			.uri(PlainAgent.AGENTS)
			.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(json)))
			.responseSingle((response, body) -> answer(body))
			.map(PlainAgent.Answer::data);
	}

	@Override
	Flux<?> list(int limit) {
		return page(1, limit).expand((page) -> (page.next() > 0) ? page(page.next(), limit) : Mono.empty())
			.concatMapIterable(PlainAgent.Page::data);
	}

	private Mono<PlainAgent.Page> page(int number, int limit) {
		return this.http.get()
			.uri(PlainAgent.page(number, limit))
			.responseSingle((response, body) -> body.asByteArray().map(PAGE::<PlainAgent.Page>readValue));
	}

	private static Mono<PlainAgent.Answer> answer(ByteBufMono body) {
		return body.asByteArray().map(ANSWER::<PlainAgent.Answer>readValue);
	}

}
