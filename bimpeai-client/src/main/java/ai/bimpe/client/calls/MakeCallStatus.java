package ai.bimpe.client.calls;

import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What became of an attempt to call. The set is open: a value this version does not know
 * is kept as it came.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record MakeCallStatus(@JsonValue String value) {

	/** It is being placed. */
	public static final MakeCallStatus INITIATED = new MakeCallStatus("initiated");

	/** The line was busy. */
	public static final MakeCallStatus BUSY = new MakeCallStatus("busy");

	/** It could not be placed. */
	public static final MakeCallStatus FAILED = new MakeCallStatus("failed");

	private static final Set<MakeCallStatus> KNOWN = Set.of(INITIATED, BUSY, FAILED);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the status
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static MakeCallStatus of(String value) {
		return new MakeCallStatus(value);
	}

	/**
	 * Return whether this version of the client knows the value.
	 * @return {@code true} for the constants of this class
	 */
	public boolean isKnown() {
		return KNOWN.contains(this);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
