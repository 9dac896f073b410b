package ai.bimpe.client.internal.sse;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Value of a {@code retry} field, which may come in pieces. It counts only if it consists
 * of ASCII digits.
 */
final class RetryField {

	private long millis;

	private boolean empty;

	private boolean valid;

	void begin() {
		this.millis = 0;
		this.empty = true;
		this.valid = true;
	}

	void append(byte[] bytes, int from, int to) {
		for (int i = from; i < to; i++) {
			int digit = bytes[i] - '0';
			this.valid &= digit >= 0 && digit <= 9;
			this.millis = Math.min(this.millis * 10 + digit, Integer.MAX_VALUE);
			this.empty = false;
		}
	}

	@Nullable Duration delay() {
		return (this.valid && !this.empty) ? Duration.ofMillis(this.millis) : null;
	}

}
