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
	CALL {

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

	};

	/**
	 * Keys with few values: they become tags of the meter.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * The operationId in the Console API.
		 */
		OPERATION {

			@Override
			public String asString() {
				return "operation";
			}

		},

		/**
		 * SUCCESS, CLIENT_ERROR, SERVER_ERROR, INVALID_RESPONSE, CONNECTION_ERROR,
		 * TIMEOUT, CANCELLED or UNKNOWN.
		 */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		},

		/**
		 * The HTTP status of the last answer, or {@code none}.
		 */
		STATUS {

			@Override
			public String asString() {
				return "status";
			}

		}

	}

	/**
	 * Keys with many values: they are seen in traces only.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * The request id that was sent.
		 */
		REQUEST_ID {

			@Override
			public String asString() {
				return "request.id";
			}

		},

		/**
		 * How many requests were made.
		 */
		ATTEMPTS {

			@Override
			public String asString() {
				return "attempts";
			}

		}

	}

}
