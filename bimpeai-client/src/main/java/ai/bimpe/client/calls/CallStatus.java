package ai.bimpe.client.calls;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * State of a call.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record CallStatus(@JsonValue String value) implements OpenEnum {

	/** Waiting to be placed. */
	public static final CallStatus QUEUED = new CallStatus("queued");

	/** Ringing. */
	public static final CallStatus RINGING = new CallStatus("ringing");

	/** Under way. */
	public static final CallStatus ANSWERED = new CallStatus("answered");

	/** Over. */
	public static final CallStatus ENDED = new CallStatus("ended");

	/** The line was busy. */
	public static final CallStatus BUSY = new CallStatus("busy");

	/** It could not be placed. */
	public static final CallStatus FAILED = new CallStatus("failed");

	/** Given up before an answer. */
	public static final CallStatus CANCELLED = new CallStatus("cancelled");

	private static final Set<CallStatus> KNOWN = Set.of(QUEUED, RINGING, ANSWERED, ENDED, BUSY, FAILED, CANCELLED);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the status
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static CallStatus of(String value) {
		return new CallStatus(value);
	}

	@Override
	public boolean isKnown() {
		return KNOWN.contains(this);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
