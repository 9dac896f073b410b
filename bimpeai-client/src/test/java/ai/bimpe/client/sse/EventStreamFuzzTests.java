package ai.bimpe.client.sse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random streams, randomly cut and randomly requested, compared with
 * {@link ReferenceParser}.
 */
class EventStreamFuzzTests {

	@Property(tries = 10_000)
	void parserAgreesWithTheStandard(@ForAll("streams") byte[] stream, @ForAll Set<@IntRange(max = 200) Integer> cuts) {
		int[] inside = cuts.stream()
			.filter((cut) -> cut < stream.length)
			.mapToInt(Integer::intValue)
			.sorted()
			.toArray();
		assertThat(Parsing.received(GoldenCorpus.DEFAULT_MAX, stream, inside))
			.isEqualTo(ReferenceParser.received(stream));
	}

	@Property(tries = 3_000)
	void fluxAgreesWithTheStandard(@ForAll("streams") byte[] stream, @ForAll @IntRange(min = 1, max = 20) int chunk,
			@ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 5) Integer> demands) {
		RecordingHandler handler = new RecordingHandler();
		DemandingSubscriber subscriber = new DemandingSubscriber(demands);
		EventStream.decode(chunks(stream, chunk), GoldenCorpus.DEFAULT_MAX, handler).subscribe(subscriber);
		assertThat(handler.received).isEqualTo(ReferenceParser.received(stream));
		assertThat(subscriber.received)
			.isEqualTo(handler.received.stream().filter((it) -> it.startsWith("\"")).toList());
		assertThat(subscriber.completed).isTrue();
	}

	@Property(tries = 3_000)
	void typeIsComparedAsItIsRead(@ForAll("streams") byte[] stream) {
		EventStreamParser<String> parser = new EventStreamParser<>(GoldenCorpus.DEFAULT_MAX, (frame) -> {
			assertThat(frame.isType(EventType.of(frame.type()))).isTrue();
			assertThat(frame.isType(EventType.of(frame.type() + "x"))).isFalse();
			assertThat(Utf8.isWellFormed(frame.array(), frame.offset(), frame.offset() + frame.length())).isTrue();
			return null;
		});
		Parsing.feed(parser, stream);
	}

	@Property(tries = 3_000)
	void whatIsKeptIsBounded(@ForAll("streams") byte[] stream, @ForAll @IntRange(min = 1, max = 12) int max,
			@ForAll @IntRange(min = 1, max = 20) int chunk) {
		EventStreamParser<String> parser = new EventStreamParser<>(max, (frame) -> {
			// Each byte repaired is three.
			assertThat(frame.length()).isLessThanOrEqualTo(3 * max);
			return null;
		});
		for (int from = 0; from < stream.length; from += chunk) {
			Parsing.feed(parser, Arrays.copyOfRange(stream, from, Math.min(stream.length, from + chunk)));
		}
	}

	@Provide
	Arbitrary<byte[]> streams() {
		Arbitrary<byte[]> known = Arbitraries
			.of("data", "event", "id", "retry", "data: ", "data:", "event: ", "id: ", "retry: ", ": ", "message",
					"\n\n", "\r\n", "\r\r", "12", "foo", "\uFEFF", "é€𝄞", "data: x\n\n", "id: 7\r")
			.map((text) -> text.getBytes(StandardCharsets.UTF_8));
		Arbitrary<byte[]> interesting = Arbitraries
			.of(0x0A, 0x0D, 0x3A, 0x20, 0, 0xEF, 0xBB, 0xBF, 0xE2, 0x80, 0xC3, 0xF0, 0x9F, 0xED, 0xA0, 0xFF, 0x30, 0x64)
			.map((value) -> new byte[] { value.byteValue() });
		Arbitrary<byte[]> any = Arbitraries.bytes().map((value) -> new byte[] { value });
		return Arbitraries.frequencyOf(Tuple.of(6, known), Tuple.of(6, interesting), Tuple.of(1, any))
			.list()
			.ofMaxSize(40)
			.map(EventStreamFuzzTests::joined);
	}

	private static byte[] joined(List<byte[]> fragments) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		fragments.forEach(out::writeBytes);
		return out.toByteArray();
	}

	private static Flux<DataBuffer> chunks(byte[] stream, int size) {
		List<DataBuffer> chunks = new ArrayList<>();
		for (int from = 0; from < stream.length; from += size) {
			chunks.add(DefaultDataBufferFactory.sharedInstance
				.wrap(Arrays.copyOfRange(stream, from, Math.min(stream.length, from + size))));
		}
		return Flux.fromIterable(chunks);
	}

	/** Requests one after the other of the demands, each when the one before is met. */
	private static final class DemandingSubscriber extends BaseSubscriber<String> {

		private final List<String> received = new ArrayList<>();

		private final List<Integer> demands;

		private int next;

		private int outstanding;

		private boolean completed;

		DemandingSubscriber(List<Integer> demands) {
			this.demands = demands;
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			requestNext();
		}

		@Override
		protected void hookOnNext(String value) {
			assertThat(this.outstanding--).isPositive();
			this.received.add(value);
			if (this.outstanding == 0) {
				requestNext();
			}
		}

		@Override
		protected void hookOnComplete() {
			this.completed = true;
		}

		private void requestNext() {
			this.outstanding = this.demands.get(this.next++ % this.demands.size());
			request(this.outstanding);
		}

	}

}
