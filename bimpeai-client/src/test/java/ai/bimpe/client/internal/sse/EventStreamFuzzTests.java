package ai.bimpe.client.internal.sse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.bimpe.client.support.Seeds;
import org.junit.jupiter.api.Test;
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

	private static final List<byte[]> KNOWN = Stream
		.of("data", "event", "id", "retry", "data: ", "data:", "event: ", "id: ", "retry: ", ": ", "message", "\n\n",
				"\r\n", "\r\r", "12", "foo", "\uFEFF", "é€𝄞", "data: x\n\n", "id: 7\r")
		.map((text) -> text.getBytes(StandardCharsets.UTF_8))
		.toList();

	private static final int[] INTERESTING = { 0x0A, 0x0D, 0x3A, 0x20, 0, 0xEF, 0xBB, 0xBF, 0xE2, 0x80, 0xC3, 0xF0,
			0x9F, 0xED, 0xA0, 0xFF, 0x30, 0x64 };

	@Test
	void parserAgreesWithTheStandard() {
		Seeds.check(20_000, (random) -> {
			byte[] stream = stream(random);
			int[] cuts = random.ints(random.nextInt(20), 0, 200)
				.filter((cut) -> cut < stream.length)
				.sorted()
				.distinct()
				.toArray();
			assertThat(Parsing.received(GoldenCorpus.DEFAULT_MAX, stream, cuts))
				.isEqualTo(ReferenceParser.received(stream));
		});
	}

	@Test
	void parserAgreesWithTheStandardByteByByte() {
		Seeds.check(2_000, (random) -> {
			byte[] stream = stream(random);
			int[] cuts = IntStream.range(0, stream.length).toArray();
			assertThat(Parsing.received(GoldenCorpus.DEFAULT_MAX, stream, cuts))
				.isEqualTo(ReferenceParser.received(stream));
		});
	}

	@Test
	void fluxAgreesWithTheStandard() {
		Seeds.check(3_000, (random) -> {
			byte[] stream = stream(random);
			RecordingHandler handler = new RecordingHandler();
			DemandingSubscriber subscriber = new DemandingSubscriber(
					random.ints(random.nextInt(1, 6), 1, 6).boxed().toList());
			EventStream.decode(chunks(stream, random.nextInt(1, 21)), GoldenCorpus.DEFAULT_MAX, handler)
				.subscribe(subscriber);
			assertThat(handler.received).isEqualTo(ReferenceParser.received(stream));
			assertThat(subscriber.received)
				.isEqualTo(handler.received.stream().filter((it) -> it.startsWith("\"")).toList());
			assertThat(subscriber.completed).isTrue();
		});
	}

	@Test
	void typeIsComparedAsItIsRead() {
		Seeds.check(3_000, (random) -> {
			EventStreamParser<String> parser = new EventStreamParser<>(GoldenCorpus.DEFAULT_MAX, (frame) -> {
				assertThat(frame.isType(EventType.of(frame.type()))).isTrue();
				assertThat(frame.isType(EventType.of(frame.type() + "x"))).isFalse();
				assertThat(Utf8.isWellFormed(frame.array(), frame.offset(), frame.offset() + frame.length())).isTrue();
				return null;
			});
			Parsing.feed(parser, stream(random));
		});
	}

	@Test
	void whatIsKeptIsBounded() {
		Seeds.check(3_000, (random) -> {
			byte[] stream = stream(random);
			int max = random.nextInt(1, 13);
			int chunk = random.nextInt(1, 21);
			EventStreamParser<String> parser = new EventStreamParser<>(max, (frame) -> {
				// Each byte repaired is three.
				assertThat(frame.length()).isLessThanOrEqualTo(3 * max);
				return null;
			});
			for (int from = 0; from < stream.length; from += chunk) {
				Parsing.feed(parser, Arrays.copyOfRange(stream, from, Math.min(stream.length, from + chunk)));
			}
		});
	}

	/** Up to 40 pieces: words of the format, bytes with a meaning, and any other byte. */
	private static byte[] stream(RandomGenerator random) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (int i = random.nextInt(41); i > 0; i--) {
			int kind = random.nextInt(13);
			if (kind < 6) {
				out.writeBytes(KNOWN.get(random.nextInt(KNOWN.size())));
			}
			else {
				out.write((kind < 12) ? INTERESTING[random.nextInt(INTERESTING.length)] : random.nextInt(256));
			}
		}
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
