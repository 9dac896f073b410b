package ai.bimpe.client.phonenumbers;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where a number is wanted.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record PhoneNumberRegion(@JsonValue String value) implements OpenEnum {

	/** The United States. */
	public static final PhoneNumberRegion US = new PhoneNumberRegion("us");

	/** The United Kingdom. */
	public static final PhoneNumberRegion UK = new PhoneNumberRegion("uk");

	/** The European Union. */
	public static final PhoneNumberRegion EU = new PhoneNumberRegion("eu");

	/** Nigeria. */
	public static final PhoneNumberRegion NG = new PhoneNumberRegion("ng");

	private static final Set<PhoneNumberRegion> KNOWN = Set.of(US, UK, EU, NG);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the region
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static PhoneNumberRegion of(String value) {
		return new PhoneNumberRegion(value);
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
