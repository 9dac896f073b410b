package ai.bimpe.client.internal.sse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link EventStreamParser}: what the golden corpus cannot say.
 */
class EventStreamParserTests {

	private final RecordingHandler handler = new RecordingHandler();

	private final EventStreamParser<String> parser = new EventStreamParser<>(1024 * 1024, this.handler);

	@Test
	void dataWithinOneArrayIsNotCopied() {
		byte[] stream = bytes("event: add\ndata: hello\n\n");
		EventStreamParser<byte[]> parser = new EventStreamParser<>(100, EventFrame::array);
		parser.feed(stream, 0, stream.length);
		assertThat(parser.advance()).isTrue();
		assertThat(parser.take()).isSameAs(stream);
	}

	@Test
	void carriageReturnEndsAnEventAtOnce() {
		byte[] stream = bytes("data: hello\r\r");
		this.parser.feed(stream, 0, stream.length);
		assertThat(this.parser.advance()).isTrue();
	}

	@Test
	void tooLargeIsKnownBeforeTheEventEnds() {
		EventStreamParser<String> parser = new EventStreamParser<>(3, this.handler);
		byte[] stream = bytes("data: 1234");
		parser.feed(stream, 0, stream.length);
		assertThat(parser.advance()).isTrue();
	}

	@Test
	void laterEventsAreNotLookedAtBeforeTheyAreAskedFor() {
		byte[] stream = bytes("data: one\n\nretry: 1\ndata: two\n\n");
		this.parser.feed(stream, 0, stream.length);
		this.parser.advance();
		this.parser.advance();
		this.parser.take();
		assertThat(this.handler.received).containsExactly("\"message\" - \"one\"");
	}

	@Test
	void lastEventIdIsDecodedOnceForManyEvents() {
		List<String> ids = new ArrayList<>();
		EventStreamParser<String> parser = new EventStreamParser<>(100, (frame) -> {
			ids.add(String.valueOf(frame.lastEventId()));
			return null;
		});
		Parsing.feed(parser, bytes("id: 7\ndata\n\ndata\n\nid\0: 8\ndata\n\n"));
		assertThat(ids).hasSize(3).allSatisfy((id) -> assertThat(id).isSameAs(ids.get(0)));
	}

	@Test
	void typeIsComparedWithPreparedTypes() {
		List<Boolean> heartbeats = new ArrayList<>();
		EventType heartbeat = EventType.of("heartbeat");
		EventStreamParser<String> parser = new EventStreamParser<>(100, (frame) -> {
			heartbeats.add(frame.isType(heartbeat));
			return null;
		});
		Parsing.feed(parser, bytes("event: heartbeat\ndata\n\nevent: heartbea\ndata\n\ndata: heartbeat\n\n"));
		assertThat(heartbeats).containsExactly(true, false, false);
	}

	@Test
	void missingTypeIsMessage() {
		EventStreamParser<Boolean> parser = new EventStreamParser<>(100,
				(frame) -> frame.isType(EventType.of("message")));
		byte[] stream = bytes("data: hello\n\n");
		parser.feed(stream, 0, stream.length);
		parser.advance();
		assertThat(parser.take()).isTrue();
	}

	@Test
	void memoryOfHugeEventIsGivenBack() {
		List<Integer> capacities = new ArrayList<>();
		EventStreamParser<String> parser = new EventStreamParser<>(1024 * 1024, (frame) -> {
			capacities.add(frame.array().length);
			return null;
		});
		Parsing.feed(parser, bytes("data: " + "x".repeat(500_000)));
		Parsing.feed(parser, bytes("x\n\ndata: "));
		Parsing.feed(parser, bytes("small"));
		Parsing.feed(parser, bytes("\n\n"));
		assertThat(capacities.get(0)).isGreaterThan(500_000);
		assertThat(capacities.get(1)).isLessThan(100);
	}

	@Test
	void streamGoesOnAfterHandlerFailed() {
		EventStreamParser<String> parser = new EventStreamParser<>(100, (frame) -> {
			if (frame.data().equals("bad")) {
				throw new IllegalArgumentException("bad");
			}
			return frame.type() + frame.data();
		});
		byte[] stream = bytes("event: x\ndata: bad\n\ndata: good\n\n");
		parser.feed(stream, 0, stream.length);
		parser.advance();
		assertThatIllegalArgumentException().isThrownBy(parser::take);
		parser.advance();
		assertThat(parser.take()).isEqualTo("messagegood");
	}

	@Test
	void streamGoesOnAfterHandlerFailedWithRetry() {
		RecordingHandler failing = new RecordingHandler() {

			@Override
			public void retry(Duration delay) {
				throw new IllegalArgumentException("bad");
			}

		};
		EventStreamParser<String> parser = new EventStreamParser<>(100, failing);
		byte[] stream = bytes("retry: 1\ndata: good\n\n");
		parser.feed(stream, 0, stream.length);
		assertThatIllegalArgumentException().isThrownBy(parser::advance);
		assertThat(parser.advance()).isTrue();
		assertThat(parser.take()).contains("good");
	}

	@Test
	void oversizeAndRetryAreOptional() {
		EventStreamParser<String> parser = new EventStreamParser<>(3, EventFrame::data);
		byte[] stream = bytes("retry: 10\ndata: 1234\n\n");
		parser.feed(stream, 0, stream.length);
		assertThat(parser.advance()).isTrue();
		assertThat(parser.take()).isNull();
	}

	@Test
	void tooLargeNamesTheLimitAndTheProperty() {
		EventTooLargeException problem = new EventTooLargeException(1048576);
		assertThat(problem).hasMessageContaining("1048576").hasMessageContaining("bimpeai.max-event-size");
		assertThat(problem.maxEventSize()).isEqualTo(1048576);
	}

	@Test
	void bytesAreNotFedOnTopOfOthers() {
		this.parser.feed(bytes("data"), 0, 4);
		assertThatIllegalStateException().isThrownBy(() -> this.parser.feed(bytes("data"), 0, 4));
	}

	@Test
	void bytesAreNotFedWhileAnEventCanBeTaken() {
		byte[] stream = bytes("data\n\n");
		this.parser.feed(stream, 0, stream.length);
		this.parser.advance();
		assertThatIllegalStateException().isThrownBy(() -> this.parser.feed(stream, 0, stream.length));
	}

	@Test
	void nothingIsTakenWhenThereIsNone() {
		assertThatIllegalStateException().isThrownBy(this.parser::take);
	}

	@Test
	void feedChecksItsRange() {
		assertThatExceptionOfType(IndexOutOfBoundsException.class)
			.isThrownBy(() -> this.parser.feed(new byte[4], 2, 3));
	}

	@Test
	void sizeMustBePositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> new EventStreamParser<>(0, this.handler))
			.withMessageContaining("maxEventSize");
	}

	@Test
	void typesAreEqualByName() {
		assertThat(EventType.of("message")).isEqualTo(EventType.MESSAGE)
			.hasSameHashCodeAs(EventType.MESSAGE)
			.hasToString("message")
			.isNotEqualTo(EventType.of("Message"));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
