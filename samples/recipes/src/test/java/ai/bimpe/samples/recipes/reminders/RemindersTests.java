package ai.bimpe.samples.recipes.reminders;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import ai.bimpe.samples.recipes.demo.DemoSimulator;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedCall;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import ai.bimpe.spring.boot.test.SimulatorTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RemindersApplication}. Rounds, calls and the clock move by hand.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(useMainMethod = SpringBootTest.UseMainMethod.ALWAYS,
		properties = { "reminders.agent-id=agt_demo", "spring.datasource.url=jdbc:h2:mem:reminders-tests",
				"reminders.test-calls=true", "reminders.interval=1d", "reminders.lines=2", "reminders.lead=72h" })
@AutoConfigureBimpeAISimulator
@Import(DemoSimulator.class)
@Timeout(120)
class RemindersTests {

	private static final Instant MORNING = Instant.parse("2030-01-30T10:00:00Z");

	private static final String PHONE = "+447700900461";

	private final Reminders reminders;

	private final CallRepository repository;

	private final JdbcClient jdbc;

	private final Simulator simulator;

	private final SimulatedAgent agent;

	private final SimulatorTime time;

	@Autowired
	RemindersTests(Reminders reminders, CallRepository repository, JdbcClient jdbc, Simulator simulator,
			SimulatorTime time) {
		this.reminders = reminders;
		this.repository = repository;
		this.jdbc = jdbc;
		this.simulator = simulator;
		this.agent = simulator.agent(DemoSimulator.AGENT_ID);
		this.time = time;
	}

	@BeforeEach
	void beginInTheMorning() {
		this.jdbc.sql("delete from reminder_call").update();
		this.jdbc.sql("delete from appointment").update();
		this.simulator.settings().callStepInterval(Duration.ofDays(1));
		this.time.setTo(MORNING);
	}

	@Test
	void ringsOnceAndRecordsThatSomebodyAnswered() {
		appointment("A1", PHONE, Duration.ofHours(40));
		this.reminders.round();
		this.reminders.round();
		assertThat(outcomes()).containsExactly("A1 1 null");
		call(0).moveOn().moveOn().moveOn();
		this.reminders.round();
		this.reminders.round();
		assertThat(outcomes()).containsExactly("A1 1 REACHED");
		assertThat(this.simulator).received("makeCall")
			.withField("destination", PHONE)
			.withIdempotencyKey("reminder-A1-1")
			.once();
		assertThat(this.simulator).received("makeCall").once();
	}

	@Test
	void ringsOnceMoreLaterWhenNobodyAnswers() {
		appointment("A1", "+447700900003", Duration.ofHours(40));
		this.reminders.round();
		call(0).moveOn().moveOn();
		this.reminders.round();
		assertThat(outcomes()).containsExactly("A1 1 NOT_REACHED");
		this.time.advance(Duration.ofMinutes(59));
		this.reminders.round();
		assertThat(this.agent.calls()).hasSize(1);
		this.time.advance(Duration.ofMinutes(2));
		this.reminders.round();
		call(1).moveOn().moveOn();
		this.reminders.round();
		this.time.advance(Duration.ofHours(3));
		this.reminders.round();
		assertThat(outcomes()).containsExactly("A1 1 NOT_REACHED", "A1 2 NOT_REACHED");
		assertThat(this.agent.calls()).hasSize(2);
	}

	@Test
	void takesBusyLineForNotReached() {
		appointment("A1", "+447700900001", Duration.ofHours(40));
		this.reminders.round();
		assertThat(outcomes()).containsExactly("A1 1 NOT_REACHED");
	}

	@Test
	void ringsNobodyBeforeTheReminderIsDueOrAfterTheAppointment() {
		appointment("A1", PHONE, Duration.ofHours(73));
		appointment("A2", PHONE, Duration.ofMinutes(-1));
		this.reminders.round();
		assertThat(this.simulator).receivedNo("makeCall");
	}

	@Test
	void ringsNobodyAtNight() {
		appointment("A1", PHONE, Duration.ofHours(40));
		this.time.setTo(MORNING.plus(Duration.ofHours(9)));
		this.reminders.round();
		assertThat(this.simulator).receivedNo("makeCall");
	}

	@Test
	void usesNoMoreLinesThanThereAre() {
		for (int number = 1; number <= 5; number++) {
			appointment("A" + number, "+44770090046" + number, Duration.ofHours(40 + number));
		}
		this.reminders.round();
		this.reminders.round();
		assertThat(this.agent.calls()).hasSize(2);
		call(0).moveOn().moveOn().moveOn();
		this.reminders.round();
		assertThat(outcomes()).containsExactly("A1 1 REACHED", "A2 1 null", "A3 1 null");
	}

	@Test
	void findsCallInTheLogWhenTheAnswerWasLost(CapturedOutput output) {
		appointment("A1", PHONE, Duration.ofHours(40));
		this.simulator.on("makeCall").times(1).afterDoingIt().resetConnection();
		this.reminders.round();
		// Longer than the server remembers the key.
		this.time.advance(Duration.ofHours(25));
		this.reminders.round();
		call(0).moveOn().moveOn().moveOn();
		this.reminders.round();
		assertThat(this.agent.calls()).hasSize(1);
		assertThat(outcomes()).containsExactly("A1 1 REACHED");
		assertThat(output).contains("The answer to call 1 about appointment A1 was lost; it is in the call log");
	}

	@Test
	void ringsAgainWithTheSameKeyWhenTheLogHasNoCall(CapturedOutput output) {
		appointment("A1", PHONE, Duration.ofHours(40));
		this.simulator.on("makeCall").times(1).respond(503);
		this.reminders.round();
		this.time.advance(Duration.ofMinutes(1));
		this.reminders.round();
		assertThat(this.agent.calls()).isEmpty();
		this.time.advance(Duration.ofMinutes(2));
		this.reminders.round();
		assertThat(this.agent.calls()).hasSize(1);
		assertThat(this.simulator).received("makeCall").withIdempotencyKey("reminder-A1-1").times(2);
		assertThat(output).contains("it is not in the call log, and is made again");
	}

	@Test
	void settlesClaimOfProcessThatDied() {
		appointment("A1", PHONE, Duration.ofHours(40));
		this.repository.claim(new Reminder("A1", PHONE, 1, null, null), this.time.now());
		this.reminders.round();
		assertThat(this.simulator).receivedNo("makeCall");
		this.time.advance(Duration.ofMinutes(3));
		this.reminders.round();
		assertThat(this.agent.calls()).hasSize(1);
	}

	@Test
	void doesNotTakeTheCallOfAnotherAppointmentForItsOwn() {
		appointment("A1", PHONE, Duration.ofHours(40));
		this.reminders.round();
		appointment("A2", PHONE, Duration.ofHours(41));
		this.simulator.on("makeCall").times(1).respond(503);
		this.reminders.round();
		this.time.advance(Duration.ofMinutes(3));
		this.reminders.round();
		assertThat(this.agent.calls()).hasSize(2);
	}

	@Test
	void doesNotTakeTheBusyCallOfAnotherAppointmentForItsOwn() {
		appointment("A1", "+447700900001", Duration.ofHours(40));
		this.reminders.round();
		appointment("A2", "+447700900001", Duration.ofHours(41));
		this.simulator.on("makeCall").times(1).respond(503);
		this.reminders.round();
		this.time.advance(Duration.ofMinutes(3));
		this.reminders.round();
		assertThat(this.agent.calls()).hasSize(2);
	}

	@Test
	void ringsOthersWhenCallsCannotBeMade(CapturedOutput output) {
		for (int number = 1; number <= 5; number++) {
			appointment("A" + number, "+44770090046" + number, Duration.ofHours(40 + number));
		}
		this.simulator.on("makeCall").times(2).respond(400, "bad_request");
		this.reminders.round();
		assertThat(outcomes()).containsExactly("A3 1 null", "A4 1 null");
		assertThat(output).contains("Later there is another try of call 1 about appointment A1");
	}

	@Test
	void ringsOthersWhenCallCannotBeSeen() {
		appointment("A1", PHONE, Duration.ofHours(40));
		this.reminders.round();
		appointment("A2", "+447700900462", Duration.ofHours(41));
		this.simulator.on("getCall").whenPathContains(call(0).id()).respond(500).retryAfter(Duration.ZERO);
		this.reminders.round();
		assertThat(outcomes()).containsExactly("A1 1 null", "A2 1 null");
	}

	@Test
	void givesUpWatchingCallThatCannotBeSeen() {
		appointment("A1", PHONE, Duration.ofHours(40));
		this.reminders.round();
		this.simulator.on("getCall").respond(500).retryAfter(Duration.ZERO);
		this.time.advance(Duration.ofMinutes(61));
		this.reminders.round();
		assertThat(outcomes()).containsExactly("A1 1 UNKNOWN");
	}

	@Test
	void waitsForTheNextRoundWhenItIsTooMuch(CapturedOutput output) {
		appointment("A1", PHONE, Duration.ofHours(40));
		this.simulator.on("makeCall").times(1).respond(429).retryAfter(Duration.ofSeconds(30));
		this.reminders.round();
		assertThat(output).contains("The rest waits for the next round");
		assertThat(outcomes()).isEmpty();
		this.reminders.round();
		assertThat(this.agent.calls()).hasSize(1);
	}

	@Test
	void givesNumberUpThatIsNone() {
		appointment("A1", "12345", Duration.ofHours(40));
		this.reminders.round();
		this.time.advance(Duration.ofHours(3));
		this.reminders.round();
		assertThat(outcomes()).containsExactly("A1 1 REFUSED");
	}

	@Test
	void givesUpWatchingCallThatNeverEnds() {
		appointment("A1", PHONE, Duration.ofHours(40));
		this.reminders.round();
		this.time.advance(Duration.ofMinutes(61));
		this.reminders.round();
		assertThat(outcomes()).containsExactly("A1 1 UNKNOWN");
	}

	@Test
	void logsNoNumber(CapturedOutput output) {
		appointment("A1", PHONE, Duration.ofHours(40));
		this.reminders.round();
		assertThat(output.getAll()).contains("Ringing: call 1 about appointment A1").doesNotContain(PHONE);
	}

	private void appointment(String id, String phone, Duration ahead) {
		this.jdbc.sql("insert into appointment (id, phone, starts_at) values (:id, :phone, :start)")
			.param("id", id)
			.param("phone", phone)
			.param("start", this.time.now().plus(ahead).atOffset(ZoneOffset.UTC))
			.update();
	}

	private SimulatedCall call(int index) {
		return this.agent.calls().get(index);
	}

	private List<String> outcomes() {
		return this.jdbc
			.sql("select appointment_id, attempt, outcome from reminder_call order by appointment_id, attempt")
			.query((row, number) -> row.getString(1) + " " + row.getInt(2) + " " + row.getString(3))
			.list();
	}

	/**
	 * Lets the application and the simulator have one time.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class TimeOfTheTests {

		@Bean
		@Primary
		Clock clockOfTheTests(SimulatorTime time) {
			return time.clock();
		}

	}

}
