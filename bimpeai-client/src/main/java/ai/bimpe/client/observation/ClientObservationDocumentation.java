package ai.bimpe.client.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations that the client makes.
 *
 * @since 0.1.0
 */
public enum ClientObservationDocumentation implements ObservationDocumentation {

	/**
	 * One call of the Console API, over all its attempts.
	 */
	CALL;

	@Override
	public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
		return DefaultClientObservationConvention.class;
	}

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		return LowCardinalityKeyNames.values();
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return HighCardinalityKeyNames.values();
	}

	/**
	 * Keys with few values: they become tags of the meter.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * The name of the account, {@code default} unless the client was named.
		 */
		ACCOUNT("account"),

		/**
		 * The operationId in the Console API; {@code request} for a request to an
		 * operation that has no method of its own.
		 */
		OPERATION("operation"),

		/**
		 * SUCCESS, CLIENT_ERROR, SERVER_ERROR, INVALID_RESPONSE, CONNECTION_ERROR,
		 * TIMEOUT, CANCELLED or UNKNOWN.
		 */
		OUTCOME("outcome"),

		/**
		 * The HTTP status of the last answer, or {@code none}.
		 */
		STATUS("status"),

		/**
		 * The error code of the last answer, {@code none} without one, or {@code other}
		 * for a code that this version does not know.
		 */
		ERROR_CODE("error.code"),

		/**
		 * How many requests were made: {@code 0} when there was no key to send, {@code 1}
		 * to {@code 5}, {@code more}, or {@code none} while the call runs and when it was
		 * cancelled.
		 */
		ATTEMPTS("attempts");

		private final String key;

		LowCardinalityKeyNames(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys with many values: they are seen in traces only.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * The request id that was sent.
		 */
		REQUEST_ID("request.id");

		private final String key;

		HighCardinalityKeyNames(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
