package ai.bimpe.simulator.internal.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.simulator.internal.faults.FaultOption;
import ai.bimpe.simulator.internal.faults.FaultSpec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultHttpContent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Writes a response to the wire, and does to it there what a scripted fault says.
 *
 * @since 0.1.0
 */
// A write that fails closes the connection, and that is listened to.
@SuppressWarnings("FutureReturnValueIgnored")
final class ResponseWriter {

	private static final int DEFAULT_SLOW_BYTES = 16;

	private static final int DEFAULT_SLOW_DELAY = 50;

	private final HttpServerResponse response;

	private final Dispatcher.Result result;

	private final FaultSpec fault;

	private final Channel channel;

	ResponseWriter(HttpServerResponse response, Channel channel, Dispatcher.Result result) {
		this.response = response;
		this.channel = channel;
		this.result = result;
		this.fault = (result.fault() != null) ? result.fault() : new FaultSpec();
	}

	Mono<Void> write() {
		ApiResponse apiResponse = this.result.response();
		if (apiResponse instanceof StreamingResponse stream) {
			this.channel.closeFuture().addListener((closed) -> stream.released());
		}
		Duration delay = this.fault.delay();
		if (delay.isZero()) {
			return write(apiResponse);
		}
		return Mono.delay(delay, Schedulers.parallel())
			.publishOn(Schedulers.fromExecutor(this.channel.eventLoop()))
			.flatMap((tick) -> write(apiResponse));
	}

	private Mono<Void> write(ApiResponse apiResponse) {
		if (this.fault.has(FaultOption.HANG)) {
			return Mono.never();
		}
		if (this.fault.has(FaultOption.RESET)) {
			return reset();
		}
		return (apiResponse instanceof JsonResponse json) ? writeJson(json)
				: writeStream((StreamingResponse) apiResponse);
	}

	private Mono<Void> writeJson(JsonResponse json) {
		String raw = this.fault.text(FaultOption.BODY);
		byte[] body = (raw != null) ? raw.getBytes(StandardCharsets.UTF_8) : json.bytes();
		this.response.status(json.status());
		Map<String, String> headers = new LinkedHashMap<>(this.result.headers());
		headers.putAll(json.headers());
		if (body.length > 0) {
			String type = this.fault.text(FaultOption.CONTENT_TYPE);
			headers.put("Content-Type", (type != null) ? type : "application/json; charset=utf-8");
		}
		if (json.status() != 204) {
			headers.put("Content-Length", Integer.toString(body.length));
		}
		headers.putAll(this.fault.headers());
		headers.forEach(this.response::header);
		if (body.length == 0) {
			return this.response.send().then();
		}
		if (this.fault.has(FaultOption.CUT_BODY)) {
			return cut(body);
		}
		if (this.fault.has(FaultOption.SLOW_BYTES) || this.fault.has(FaultOption.SLOW_DELAY_MS)) {
			return trickle(body);
		}
		return this.response.sendByteArray(Mono.just(body)).then();
	}

	private Mono<Void> writeStream(StreamingResponse stream) {
		this.result.headers().forEach(this.response::header);
		this.response.header("Content-Type", "text/event-stream; charset=utf-8").header("Cache-Control", "no-cache");
		this.fault.headers().forEach(this.response::header);
		return this.response.sendHeaders()
			.then()
			.then(Mono.create((sink) -> stream.start(this.channel, sink::success)));
	}

	private Mono<Void> trickle(byte[] body) {
		int size = this.fault.number(FaultOption.SLOW_BYTES, DEFAULT_SLOW_BYTES);
		int pause = this.fault.number(FaultOption.SLOW_DELAY_MS, DEFAULT_SLOW_DELAY);
		int parts = (body.length + size - 1) / size;
		Flux<ByteBuf> slow = Flux.range(0, parts)
			.concatMap((part) -> Mono.delay(Duration.ofMillis(pause)).thenReturn(part), 1)
			.map((part) -> Unpooled
				.wrappedBuffer(Arrays.copyOfRange(body, part * size, Math.min(body.length, (part + 1) * size))));
		return this.response.send(slow, (part) -> true).then();
	}

	private Mono<Void> cut(byte[] body) {
		byte[] half = Arrays.copyOf(body, body.length / 2);
		return this.response.sendHeaders().then().then(Mono.create((sink) -> {
			Object part = new DefaultHttpContent(Unpooled.wrappedBuffer(half));
			this.channel.writeAndFlush(part).addListener((written) -> this.channel.close());
		}));
	}

	private Mono<Void> reset() {
		return Mono.create((sink) -> {
			this.channel.config().setOption(ChannelOption.SO_LINGER, 0);
			this.channel.close();
		});
	}

}
