package ai.bimpe.benchmarks.streams;

import java.util.function.Consumer;

import ai.bimpe.benchmarks.decoder.MessageReader;
import ai.bimpe.client.internal.sse.EventStream;
import ai.bimpe.client.stream.StreamMessage;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

/**
 * Transport and decoder alone: no resume, no watchdog, no retry, no checks.
 */
final class ReactorNettyStreams implements StreamClient {

	private static final int MAX_EVENT_SIZE = 1024 * 1024;

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

	private final MessageReader reader = new MessageReader();

	private final HttpClient calls;

	private final HttpClient streams;

	ReactorNettyStreams(String baseUrl) {
		this.calls = HttpClient.create().baseUrl(baseUrl);
		this.streams = HttpClient.create(ConnectionProvider.newConnection())
			.baseUrl(baseUrl)
			.headers((headers) -> headers.set(HttpHeaderNames.ACCEPT, "text/event-stream"));
	}

	@Override
	public void open(String agentId, String conversationId, Consumer<String> texts) {
		Disposable unused = Mono.fromFuture(ticket(agentId, conversationId).toFuture())
			.flatMapMany((ticket) -> this.streams.get()
				.uri(Paths.stream(agentId, conversationId, ticket))
				.response((response, body) -> read(body)))
			.mapNotNull(StreamMessage::message)
			.subscribe(texts, Throwable::printStackTrace);
	}

	private Mono<String> ticket(String agentId, String conversationId) {
		return this.calls.post()
			.uri(Paths.ticket(agentId, conversationId))
			.responseSingle((response, body) -> body.asByteArray())
			.map((json) -> PlainMessage.MAPPER.readValue(json, PlainMessage.TicketAnswer.class).data().ticket());
	}

	private Flux<StreamMessage> read(ByteBufFlux body) {
		Flux<DataBuffer> bytes = body.map((buffer) -> this.buffers.wrap(buffer.retain()));
		return EventStream.decode(bytes, MAX_EVENT_SIZE, this.reader);
	}

}
