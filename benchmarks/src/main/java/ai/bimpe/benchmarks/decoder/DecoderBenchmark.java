package ai.bimpe.benchmarks.decoder;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import ai.bimpe.benchmarks.stub.SampleEvents;
import ai.bimpe.client.internal.sse.EventStream;
import ai.bimpe.client.internal.sse.EventStreamParser;
import ai.bimpe.client.stream.StreamMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;

import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.codec.ServerSentEventHttpMessageReader;
import org.springframework.http.codec.json.JacksonJsonDecoder;

/**
 * Time for one message of about 300 bytes, from the buffers of a stream to the record.
 * The buffers stay alive and are only counted; what that costs is measured too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DecoderBenchmark.MESSAGES)
public class DecoderBenchmark {

	static final int MESSAGES = 1000;

	private static final int MAX_EVENT_SIZE = 1024 * 1024;

	private static final ResolvableType SPRING_EVENT = ResolvableType.forClassWithGenerics(ServerSentEvent.class,
			StreamMessage.class);

	/** Bytes a buffer. */
	@Param({ "16384", "1460", "64", "1" })
	public int chunk;

	private final MessageReader reader = new MessageReader();

	private final ServerSentEventHttpMessageReader spring = new ServerSentEventHttpMessageReader(
			new JacksonJsonDecoder(MessageReader.mapper()));

	private final NettyDataBufferFactory factory = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);

	private byte[] stream = {};

	private ByteBuf[] buffers = {};

	/** Make the messages and cut them. */
	@Setup
	public void prepare() {
		StringBuilder events = new StringBuilder();
		for (int i = 0; i < MESSAGES; i++) {
			events.append(SampleEvents.event(i, 0));
			if (i % SampleEvents.HEARTBEAT_EVERY == 0) {
				events.append(SampleEvents.heartbeat());
			}
		}
		this.stream = events.toString().getBytes(StandardCharsets.UTF_8);
		this.buffers = new ByteBuf[(this.stream.length + this.chunk - 1) / this.chunk];
		for (int i = 0; i < this.buffers.length; i++) {
			int from = i * this.chunk;
			int length = Math.min(this.chunk, this.stream.length - from);
			this.buffers[i] = PooledByteBufAllocator.DEFAULT.directBuffer(length).writeBytes(this.stream, from, length);
		}
	}

	/**
	 * Our parser, fed with arrays.
	 * @param results takes the messages
	 */
	@Benchmark
	public void parser(Blackhole results) {
		EventStreamParser<StreamMessage> parser = new EventStreamParser<>(MAX_EVENT_SIZE, this.reader);
		for (int from = 0; from < this.stream.length; from += this.chunk) {
			parser.feed(this.stream, from, Math.min(this.chunk, this.stream.length - from));
			while (parser.advance()) {
				results.consume(parser.take());
			}
		}
	}

	/**
	 * Our operator, fed with Netty's buffers.
	 * @param results takes the messages
	 */
	@Benchmark
	public void operator(Blackhole results) {
		EventStream.decode(buffers(), MAX_EVENT_SIZE, this.reader).subscribe(results::consume);
	}

	/**
	 * Spring's reader, fed with Netty's buffers.
	 * @param results takes the events
	 */
	@Benchmark
	public void spring(Blackhole results) {
		this.spring.read(SPRING_EVENT, new BufferInputMessage(buffers()), Map.of()).subscribe(results::consume);
	}

	/**
	 * What the buffers themselves cost, which the floor does without.
	 * @param results takes the buffers
	 */
	@Benchmark
	public void buffersAlone(Blackhole results) {
		buffers().subscribe((buffer) -> {
			results.consume(buffer);
			DataBufferUtils.release(buffer);
		});
	}

	private Flux<DataBuffer> buffers() {
		return Flux.fromArray(this.buffers).map((buffer) -> this.factory.wrap(buffer.retainedDuplicate()));
	}

}
