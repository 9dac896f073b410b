package ai.bimpe.samples.recipes.reminders;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * A call about an appointment.
 *
 * @param appointmentId the appointment
 * @param phone the number to ring, in E.164 form
 * @param attempt 1 for the first call
 * @param claimedAt when the call was about to be made, or {@code null} before that
 * @param callId the id of the call, or {@code null} as long as that is not known
 */
record Reminder(String appointmentId, String phone, int attempt, @Nullable OffsetDateTime claimedAt,
		@Nullable String callId) {

	/**
	 * Return what makes the same call the same for the server, also after a restart.
	 * @return the idempotency key
	 */
	String key() {
		return "reminder-" + this.appointmentId + "-" + this.attempt;
	}

	/**
	 * Return what identifies the reminder, never the number.
	 */
	@Override
	public String toString() {
		return "call " + this.attempt + " about appointment " + this.appointmentId;
	}

}
