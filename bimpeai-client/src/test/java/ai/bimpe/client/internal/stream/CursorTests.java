package ai.bimpe.client.internal.stream;

import java.time.Instant;

import ai.bimpe.client.support.Memory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Cursor}.
 */
class CursorTests {

	@Test
	void idsOfAnyLengthAreDeliveredOnceInBoundedMemory() {
		Memory memory = new Memory();
		Cursor cursor = new Cursor("start");
		advance(cursor, 0, true);
		assertThat(memory.live()).isLessThan(1024 * 1024);
		advance(cursor, 1, false);
	}

	// In a frame of its own, which would otherwise keep the last id alive.
	private static void advance(Cursor cursor, int first, boolean isNew) {
		for (int i = first; i < 128; i++) {
			assertThat(cursor.advance(i + "x".repeat(900_000))).isEqualTo(isNew);
		}
	}

	@Test
	void noIdIsAskedForThatNoUrlCouldHold() {
		Cursor cursor = new Cursor(null);
		cursor.advance("m1");
		cursor.advance("x".repeat(10_000));
		assertThat(cursor.after()).isEqualTo("m1");
		cursor.advance("m2");
		assertThat(cursor.after()).isEqualTo("m2");
	}

	@Test
	void timeOfTheServerIsPreferredToOurs() {
		Cursor cursor = new Cursor(null);
		assertThat(cursor.after()).isNull();
		cursor.startAtLocal(Instant.parse("2026-07-04T08:02:00Z"));
		assertThat(cursor.after()).isEqualTo("2026-07-04T08:02:00Z");
		cursor.startAt(Instant.parse("2026-07-04T08:00:00Z"));
		assertThat(cursor.after()).isEqualTo("2026-07-04T08:00:00Z");
		cursor.startAt(Instant.parse("2026-07-04T08:01:00Z"));
		assertThat(cursor.after()).isEqualTo("2026-07-04T08:00:00Z");
	}

}
