package ai.bimpe.client.agents;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A first-party connector.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record BimpeaiIntegrationType(@JsonValue String value) implements OpenEnum {

	/** Bumpa. */
	public static final BimpeaiIntegrationType BUMPA = new BimpeaiIntegrationType("bumpa");

	/** Google Calendar. */
	public static final BimpeaiIntegrationType GOOGLE_CALENDAR = new BimpeaiIntegrationType("google_calendar");

	/** Google Sheets. */
	public static final BimpeaiIntegrationType GOOGLE_SHEETS = new BimpeaiIntegrationType("google_sheets");

	/** Paystack. */
	public static final BimpeaiIntegrationType PAYSTACK = new BimpeaiIntegrationType("paystack");

	/** Stripe. */
	public static final BimpeaiIntegrationType STRIPE = new BimpeaiIntegrationType("stripe");

	private static final Set<BimpeaiIntegrationType> KNOWN = Set.of(BUMPA, GOOGLE_CALENDAR, GOOGLE_SHEETS, PAYSTACK,
			STRIPE);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the connector
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static BimpeaiIntegrationType of(String value) {
		return new BimpeaiIntegrationType(value);
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
