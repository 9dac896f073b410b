package ai.bimpe.spring.stream.cluster;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.spring.stream.StreamProblem;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutageLog}.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutageLogTests {

	private final AtomicInteger changes = new AtomicInteger();

	private final OutageLog outage = new OutageLog("The store", "Nothing is lost", InstantSource.fixed(Instant.EPOCH),
			this.changes::incrementAndGet);

	@Test
	void tellsTheCauseWithoutItsMessage(CapturedOutput output) {
		fail(new IllegalStateException("jdbc:secret@store is down", new SQLException("user:secret@store")));
		assertThat(output).contains("The store cannot be used. Nothing is lost: ")
			.contains("java.sql.SQLException at " + OutageLogTests.class.getName())
			.doesNotContain("secret@store");
	}

	@Test
	void showsNoMessageOnTheDebugLevelEither(CapturedOutput output) {
		Logger logger = (Logger) LoggerFactory.getLogger("ai.bimpe.cluster");
		logger.setLevel(Level.DEBUG);
		try {
			fail(new IllegalStateException("jdbc:secret@store is down", new SQLException("user:secret@store")));
		}
		finally {
			logger.setLevel(null);
		}
		assertThat(output).contains("Caused by: java.sql.SQLException\n\tat " + OutageLogTests.class.getName())
			.doesNotContain("secret@store");
	}

	@Test
	void isToldOnce(CapturedOutput output) {
		fail(new IllegalStateException());
		fail(new IllegalStateException());
		assertThat(this.outage.call(() -> "answer")).contains("answer");
		assertThat(this.outage.call(() -> "answer")).contains("answer");
		assertThat(output).containsOnlyOnce("The store cannot be used").containsOnlyOnce("The store can be used again");
	}

	@Test
	void returnsWhatFailedFirstUntilItIsOver() {
		assertThat(this.outage.problem()).isNull();
		IllegalStateException first = new IllegalStateException();
		fail(first);
		fail(new IllegalStateException());
		assertThat(this.outage.problem())
			.isEqualTo(new StreamProblem(StreamProblem.Cause.CLUSTER, first, Instant.EPOCH));
		assertThat(this.changes).hasValue(1);
		assertThat(this.outage.call(() -> "answer")).contains("answer");
		assertThat(this.outage.problem()).isNull();
		assertThat(this.changes).hasValue(2);
	}

	private void fail(Exception cause) {
		assertThat(this.outage.call(() -> {
			throw cause;
		})).isEmpty();
	}

}
