package ai.bimpe.spring.stream.internal;

import java.time.Instant;
import java.util.Map;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Cursor}.
 */
class CursorTests {

	private static final Instant TIME = Instant.parse("2026-07-04T07:00:00Z");

	private final Cursor cursor = new Cursor("msg_1", TIME);

	@Test
	void isTheCheckpointWithoutItsEpoch() {
		Checkpoint checkpoint = new Checkpoint(3, "msg_1", TIME);
		assertThat(Cursor.of(checkpoint)).isEqualTo(this.cursor);
		assertThat(this.cursor.checkpoint(3)).isEqualTo(checkpoint);
	}

	@Test
	void goesOnToMessages() {
		assertThat(this.cursor.to(message("msg_2", TIME.plusMillis(1))))
			.isEqualTo(new Cursor("msg_2", TIME.plusMillis(1)));
	}

	@Test
	void messageWithoutIdAndEarlierOneMoveTheRest() {
		assertThat(this.cursor.to(message(null, TIME.plusMillis(1))))
			.isEqualTo(new Cursor("msg_1", TIME.plusMillis(1)));
		assertThat(this.cursor.to(message("msg_2", TIME.minusMillis(1)))).isEqualTo(new Cursor("msg_2", TIME));
	}

	@Test
	void goesBackToNoTime() {
		assertThat(this.cursor.upTo(TIME.minusMillis(1))).isEqualTo(this.cursor);
		assertThat(this.cursor.upTo(null)).isEqualTo(this.cursor);
		assertThat(Cursor.start("msg_1").upTo(TIME)).isEqualTo(this.cursor);
	}

	@Test
	void readsTheTimeOfStart() {
		assertThat(Cursor.start("2026-07-04T09:00:00+02:00").withTimeOfStart().time()).isEqualTo(TIME);
		assertThat(Cursor.start("msg_1").withTimeOfStart().time()).isNull();
		assertThat(new Cursor("2026-07-04T09:00:00+02:00", TIME.plusMillis(1)).withTimeOfStart().time())
			.isEqualTo(TIME.plusMillis(1));
	}

	@Test
	void isBeforeLaterMessagesAndBeforeAllWithoutTime() {
		assertThat(this.cursor.isBefore(TIME)).isFalse();
		assertThat(this.cursor.isBefore(TIME.plusMillis(1))).isTrue();
		assertThat(Cursor.start("msg_1").isBefore(Instant.MIN)).isTrue();
	}

	@Test
	void isAtItsMessageWhateverTheTime() {
		assertThat(this.cursor.isAt(message("msg_1", TIME.plusMillis(1)))).isTrue();
		assertThat(this.cursor.isAt(message("msg_2", TIME))).isFalse();
		assertThat(this.cursor.isAt(message(null, TIME))).isFalse();
		assertThat(this.cursor.isAt(Cursor.start("msg_1"))).isTrue();
	}

	private static StreamMessage message(@Nullable String id, Instant createdAt) {
		return new StreamMessage(id, "cnv", MessageRole.USER, "text", "text", createdAt, Map.of());
	}

}
