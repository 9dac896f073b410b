package ai.bimpe.samples.recipes.reminders;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallRepository}, as two instances use it.
 */
class CallRepositoryTests {

	// More exact than the database.
	private static final Instant NOW = Instant.parse("2030-01-30T10:00:00.123456789Z");

	private static final Reminder REMINDER = new Reminder("A1", "+447700900461", 1, null, null);

	private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
		.generateUniqueName(true)
		.addScript("reminders.sql")
		.build();

	private final JdbcClient jdbc = JdbcClient.create(this.database);

	private final CallRepository repository = new CallRepository(this.jdbc);

	@BeforeEach
	void addAppointment() {
		this.jdbc.sql("insert into appointment (id, phone, starts_at) values (:id, :phone, :start)")
			.param("id", REMINDER.appointmentId())
			.param("phone", REMINDER.phone())
			.param("start", NOW.plus(Duration.ofHours(20)).atOffset(ZoneOffset.UTC))
			.update();
	}

	@AfterEach
	void shutDown() {
		this.database.shutdown();
	}

	@Test
	void claimsOnce() {
		assertThat(this.repository.claim(REMINDER, NOW)).isPresent();
		assertThat(this.repository.claim(REMINDER, NOW)).isEmpty();
	}

	@Test
	void releasesClaim() {
		this.repository.release(this.repository.claim(REMINDER, NOW).orElseThrow());
		assertThat(this.repository.open()).isZero();
	}

	@Test
	void releasesClaimThatWasRead() {
		this.repository.claim(REMINDER, NOW);
		this.repository.release(this.repository.unsettled(NOW).get(0));
		assertThat(this.repository.open()).isZero();
	}

	@Test
	void keepsClaimThatHasACallByNow() {
		Reminder claimed = this.repository.claim(REMINDER, NOW).orElseThrow();
		this.repository.called(claimed, "call_1");
		this.repository.release(claimed);
		assertThat(this.repository.underWay()).extracting(Reminder::callId).containsExactly("call_1");
	}

	@Test
	void keepsClaimThatWasMadeAnew() {
		Reminder claimed = this.repository.claim(REMINDER, NOW).orElseThrow();
		this.repository.release(claimed);
		this.repository.claim(REMINDER, NOW.plusSeconds(1));
		this.repository.release(claimed);
		assertThat(this.repository.open()).isEqualTo(1);
	}

}
