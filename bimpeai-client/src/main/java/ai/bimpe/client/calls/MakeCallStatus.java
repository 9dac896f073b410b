package ai.bimpe.client.calls;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What became of an attempt to call.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record MakeCallStatus(@JsonValue String value) implements OpenEnum {

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

	@Override
	public boolean isKnown() {
		return KNOWN.contains(this);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
