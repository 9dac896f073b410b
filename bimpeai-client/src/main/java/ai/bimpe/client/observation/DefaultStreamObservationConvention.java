package ai.bimpe.client.observation;

import ai.bimpe.client.observation.StreamObservationDocumentation.HighCardinalityKeyNames;
import ai.bimpe.client.observation.StreamObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * Names the observation {@code bimpeai.stream.connection}.
 *
 * @since 0.1.0
 */
public class DefaultStreamObservationConvention implements StreamObservationConvention {

	/** Name of the observation and of its timer. */
	public static final String NAME = "bimpeai.stream.connection";

	/**
	 * Create the convention.
	 */
	public DefaultStreamObservationConvention() {
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(StreamObservationContext context) {
		return "bimpeai stream";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(StreamObservationContext context) {
		return KeyValues.of(KeyValue.of(LowCardinalityKeyNames.ACCOUNT, context.account()),
				KeyValue.of(LowCardinalityKeyNames.OUTCOME, outcome(context)),
				KeyValue.of(LowCardinalityKeyNames.ACCEPTED, String.valueOf(context.isAccepted())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(StreamObservationContext context) {
		return KeyValues.of(KeyValue.of(HighCardinalityKeyNames.AGENT_ID, context.agentId()),
				KeyValue.of(HighCardinalityKeyNames.CONVERSATION_ID, context.conversationId()));
	}

	private static String outcome(StreamObservationContext context) {
		StreamObservationContext.End end = context.end();
		if (end == null) {
			return "UNKNOWN";
		}
		return (end != StreamObservationContext.End.FAILED) ? end.name() : Outcomes.of(context.getError());
	}

}
