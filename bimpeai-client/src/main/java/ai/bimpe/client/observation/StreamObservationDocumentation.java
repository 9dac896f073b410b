package ai.bimpe.client.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of message streams.
 *
 * @since 0.1.0
 */
public enum StreamObservationDocumentation implements ObservationDocumentation {

	/**
	 * One connection of a stream, from the call for its ticket to its last byte. A stream
	 * that reconnects has several, one after the other.
	 */
	CONNECTION;

	@Override
	public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
		return DefaultStreamObservationConvention.class;
	}

	@Override
	public Observation.Event[] getEvents() {
		return Events.values();
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
	 * What happens on a connection. Each is counted by a meter that has its name behind
	 * that of the observation.
	 */
	public enum Events implements Observation.Event {

		/**
		 * The call for the ticket has waited for its turn for longer than the time-out of
		 * a call, because the server answers those of other streams slowly.
		 */
		TICKET_DELAYED("ticket.delayed"),

		/**
		 * An event was skipped because its data is not the JSON of a message.
		 */
		SKIPPED_MALFORMED("skipped.malformed"),

		/**
		 * An event was skipped because it is larger than {@code bimpeai.max-event-size}.
		 */
		SKIPPED_TOO_LARGE("skipped.too.large"),

		/**
		 * An event was skipped because its type is not known to this version.
		 */
		SKIPPED_UNKNOWN_TYPE("skipped.unknown.type");

		private final String name;

		Events(String name) {
			this.name = name;
		}

		@Override
		public String getName() {
			return this.name;
		}

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
		 * CLOSED by the server in good order, CANCELLED by the reader, CLIENT_ERROR,
		 * SERVER_ERROR, INVALID_RESPONSE, CONNECTION_ERROR, TIMEOUT, or UNKNOWN, also
		 * while it is open.
		 */
		OUTCOME("outcome"),

		/**
		 * Whether the server has accepted the connection: {@code true} or {@code false}.
		 */
		ACCEPTED("accepted");

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
		CONVERSATION_ID("conversation.id");

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
