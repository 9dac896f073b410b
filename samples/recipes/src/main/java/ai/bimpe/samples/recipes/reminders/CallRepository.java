package ai.bimpe.samples.recipes.reminders;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The appointments, and every call about them. A call is claimed by its row, which only
 * one instance can insert, before a telephone rings.
 */
@Component
class CallRepository {

	private static final int ATTEMPTS = 2;

	private static final String CALLS = """
			select c.appointment_id, a.phone, c.attempt, c.claimed_at, c.call_id
			from reminder_call c join appointment a on a.id = c.appointment_id
			where c.outcome is null""";

	private final JdbcClient jdbc;

	CallRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Return who is to be rung: appointments that are near and have no call yet, or one
	 * that was not answered and is long enough ago.
	 * @param now the time
	 * @param lead how near
	 * @param again how long ago
	 * @return all of them, the nearest appointments first: calls that cannot be made do
	 * not keep the lines from those after them
	 */
	List<Reminder> due(Instant now, Duration lead, Duration again) {
		return this.jdbc.sql("""
				select a.id as appointment_id, a.phone, count(c.attempt) + 1 as attempt, null as claimed_at,
					null as call_id
				from appointment a left join reminder_call c on c.appointment_id = a.id
				where a.starts_at > :now and a.starts_at <= :horizon
				group by a.id, a.phone, a.starts_at
				having count(c.attempt) < :attempts and count(c.attempt) =
					count(case when c.outcome = 'NOT_REACHED' and c.ended_at <= :before then 1 end)
				order by a.starts_at""")
			.param("now", utc(now))
			.param("horizon", utc(now.plus(lead)))
			.param("before", utc(now.minus(again)))
			.param("attempts", ATTEMPTS)
			.query(Reminder.class)
			.list();
	}

	/**
	 * Write down that a call is about to be made.
	 * @param reminder the call
	 * @param now the time
	 * @return the call as claimed, or empty when it was claimed before
	 */
	Optional<Reminder> claim(Reminder reminder, Instant now) {
		OffsetDateTime claimedAt = utc(now);
		try {
			this.jdbc.sql("""
					insert into reminder_call (appointment_id, attempt, claimed_at)
					values (:appointment, :attempt, :now)""")
				.param("appointment", reminder.appointmentId())
				.param("attempt", reminder.attempt())
				.param("now", claimedAt)
				.update();
			return Optional
				.of(new Reminder(reminder.appointmentId(), reminder.phone(), reminder.attempt(), claimedAt, null));
		}
		catch (DuplicateKeyException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Take a claim back, unless the call has an id by now or was claimed anew: another
	 * instance may have been faster.
	 * @param reminder the call as claimed
	 */
	void release(Reminder reminder) {
		change("delete from reminder_call", " and call_id is null and claimed_at = :claimed", reminder)
			.param("claimed", reminder.claimedAt())
			.update();
	}

	void called(Reminder reminder, String callId) {
		change("update reminder_call set call_id = :call", "", reminder).param("call", callId).update();
	}

	void ended(Reminder reminder, CallOutcome outcome, Instant now) {
		change("update reminder_call set outcome = :outcome, ended_at = :now", "", reminder)
			.param("outcome", outcome.name())
			.param("now", utc(now))
			.update();
	}

	List<Reminder> underWay() {
		return this.jdbc.sql(CALLS + " and c.call_id is not null").query(Reminder.class).list();
	}

	List<Reminder> unsettled(Instant claimedBefore) {
		return this.jdbc.sql(CALLS + " and c.call_id is null and c.claimed_at <= :before")
			.param("before", utc(claimedBefore))
			.query(Reminder.class)
			.list();
	}

	int open() {
		return this.jdbc.sql("select count(*) from reminder_call where outcome is null").query(Integer.class).single();
	}

	boolean knows(String callId) {
		return this.jdbc.sql("select count(*) from reminder_call where call_id = :call")
			.param("call", callId)
			.query(Integer.class)
			.single() > 0;
	}

	private JdbcClient.StatementSpec change(String statement, String condition, Reminder reminder) {
		return this.jdbc
			.sql(statement + " where appointment_id = :appointment and attempt = :attempt and outcome is null"
					+ condition)
			.param("appointment", reminder.appointmentId())
			.param("attempt", reminder.attempt());
	}

	// As exact as the database keeps it, so that what was written is found again.
	private static OffsetDateTime utc(Instant time) {
		return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
	}

}
