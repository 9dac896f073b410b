package ai.bimpe.spring.stream.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of deliveries.
 *
 * @since 0.1.0
 */
public enum DeliveryObservationDocumentation implements ObservationDocumentation {

	/**
	 * An attempt to deliver a message to the listeners of the application. It is current
	 * while they are called, so what they do belongs to it, and ends when everything has
	 * ended that they have started.
	 */
	DELIVERY {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultDeliveryObservationConvention.class;
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
		 * The name of the account, {@code default} for the default client.
		 */
		ACCOUNT("account"),

		/**
		 * The name of the stream.
		 */
		STREAM("stream"),

		/**
		 * DELIVERED; FAILED; ABANDONED, because the stream ended; or UNDECIDED, because
		 * the checkpoint could not be written with it. UNKNOWN while listeners are at
		 * work.
		 */
		OUTCOME("outcome"),

		/**
		 * The number of the attempt: {@code 1} to {@code 5}, or {@code more}.
		 */
		ATTEMPT("attempt");

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
		 * The id of the agent.
		 */
		AGENT_ID("agent.id"),

		/**
		 * The id of the conversation.
		 */
		CONVERSATION_ID("conversation.id"),

		/**
		 * The id of the message, or {@code none}.
		 */
		MESSAGE_ID("message.id");

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
