package ai.bimpe.spring.boot.autoconfigure;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link Closing}.
 */
class ClosingTests {

	private int closed;

	@Test
	void closesTheRestBehindFailures() {
		IOException second = new IOException("second");
		List<Closeable> all = List.of(failing(new IOException("first")), failing(second), () -> this.closed++);
		assertThatIOException().isThrownBy(() -> Closing.all(all))
			.withMessage("first")
			.satisfies((failure) -> assertThat(failure.getSuppressed()).containsExactly(second));
		assertThat(this.closed).isOne();
	}

	private static Closeable failing(IOException failure) {
		return () -> {
			throw failure;
		};
	}

}
