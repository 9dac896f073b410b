package ai.bimpe.client.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import ai.bimpe.client.core.MessageRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for what waits for the reader of a {@link MessageStream}.
 */
class StreamIteratorTests {

	private final AtomicInteger produced = new AtomicInteger();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatWaitsForTheReaderIsBoundedInBytes(boolean known) {
		String megabyte = "x".repeat(1024 * 1024);
		Flux<StreamEvent> events = Flux.range(0, 1000)
			.map((i) -> message(i, known ? megabyte : "",
					known ? Map.of() : Map.of("a", List.of(Map.of("b", megabyte)))))
			.doOnNext((event) -> this.produced.incrementAndGet());
		try (MessageStream stream = new MessageStream(MessageFlux.of(events))) {
			Iterator<StreamMessage> messages = stream.iterator();
			assertThat(this.produced).hasValue(1);
			for (int i = 0; i < 1000; i++) {
				assertThat(messages.next().id()).isEqualTo("m" + i);
				assertThat(this.produced.get()).isLessThanOrEqualTo(i + 2);
			}
			assertThat(messages.hasNext()).isFalse();
		}
	}

	@Test
	void idsOfSkippedEventsAreBoundedInBytesToo() {
		String megabyte = "x".repeat(1024 * 1024);
		Flux<StreamEvent> events = Flux.range(0, 1000)
			.<StreamEvent>map((i) -> new StreamEvent.Skipped(StreamEvent.Skipped.Reason.MALFORMED, i + megabyte))
			.doOnNext((event) -> this.produced.incrementAndGet());
		try (MessageStream stream = new MessageStream(MessageFlux.of(events))) {
			assertThat(stream.events().iterator().hasNext()).isTrue();
			assertThat(this.produced.get()).isLessThanOrEqualTo(2);
		}
	}

	@Test
	void whatWaitsForTheReaderIsBoundedInNumber() {
		Flux<StreamEvent> events = Flux.range(0, 1000)
			.map((i) -> message(i, "", Map.of()))
			.doOnNext((event) -> this.produced.incrementAndGet());
		try (MessageStream stream = new MessageStream(MessageFlux.of(events))) {
			Iterator<StreamMessage> messages = stream.iterator();
			assertThat(this.produced).hasValue(128);
			assertThat(IntStream.range(0, 1000).mapToObj((i) -> messages.next().id())).hasSize(1000)
				.doesNotHaveDuplicates();
			assertThat(messages.hasNext()).isFalse();
		}
	}

	@Test
	void nothingIsReadAfterTheStreamIsClosed() {
		Flux<StreamEvent> events = Flux.range(0, 1000).map((i) -> message(i, "text", Map.of()));
		MessageStream stream = new MessageStream(MessageFlux.of(events));
		AtomicInteger read = new AtomicInteger();
		for (StreamMessage message : stream) {
			assertThat(message.id()).isEqualTo("m" + read.getAndIncrement());
			if (read.get() == 10) {
				stream.close();
			}
		}
		assertThat(read).hasValue(10);
	}

	@Test
	void streamThatIsClosedBeforeItIsOpenedIsEmpty() {
		MessageStream stream = new MessageStream(MessageFlux.of(Flux.never()));
		stream.close();
		assertThat(stream.iterator().hasNext()).isFalse();
	}

	@Test
	void whatCameBeforeAFailureIsReadBeforeIt() {
		Flux<StreamEvent> events = Flux.concat(Flux.range(0, 5).map((i) -> message(i, "text", Map.of())),
				Flux.error(new IllegalStateException("lost")));
		Iterator<StreamMessage> messages = new MessageStream(MessageFlux.of(events)).iterator();
		for (int i = 0; i < 5; i++) {
			assertThat(messages.next().id()).isEqualTo("m" + i);
		}
		assertThatIllegalStateException().isThrownBy(messages::hasNext).withMessage("lost");
		assertThatIllegalStateException().isThrownBy(messages::next).withMessage("lost");
	}

	@Test
	void readerWaitsForWhatComesLater() {
		Flux<StreamEvent> events = Flux.interval(Duration.ofMillis(1))
			.onBackpressureBuffer()
			.map((i) -> message(i.intValue(), "text", Map.of()))
			.take(300);
		assertThat(new MessageStream(MessageFlux.of(events))).hasSize(300);
	}

	private static StreamEvent message(int number, String text, Map<String, Object> others) {
		return new StreamEvent.Message(
				new StreamMessage("m" + number, "cnv_1", MessageRole.USER, text, "text", Instant.EPOCH, others));
	}

}
