package ai.bimpe.spring.stream.observation;

import ai.bimpe.spring.stream.observation.DeliveryObservationDocumentation.HighCardinalityKeyNames;
import ai.bimpe.spring.stream.observation.DeliveryObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * Names the observation {@code bimpeai.stream.delivery}.
 *
 * @since 0.1.0
 */
public class DefaultDeliveryObservationConvention implements DeliveryObservationConvention {

	/** Name of the observation and of its timer. */
	public static final String NAME = "bimpeai.stream.delivery";

	private static final int COUNTED_ATTEMPTS = 5;

	/**
	 * Create the convention.
	 */
	public DefaultDeliveryObservationConvention() {
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(DeliveryObservationContext context) {
		return "bimpeai deliver " + context.stream();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(DeliveryObservationContext context) {
		DeliveryObservationContext.End end = context.end();
		return KeyValues.of(KeyValue.of(LowCardinalityKeyNames.ACCOUNT, context.account()),
				KeyValue.of(LowCardinalityKeyNames.STREAM, context.stream()),
				KeyValue.of(LowCardinalityKeyNames.OUTCOME, (end != null) ? end.name() : "UNKNOWN"),
				KeyValue.of(LowCardinalityKeyNames.ATTEMPT, attempt(context.attempt())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(DeliveryObservationContext context) {
		String messageId = context.messageId();
		return KeyValues.of(KeyValue.of(HighCardinalityKeyNames.AGENT_ID, context.agentId()),
				KeyValue.of(HighCardinalityKeyNames.CONVERSATION_ID, context.conversationId()),
				KeyValue.of(HighCardinalityKeyNames.MESSAGE_ID, (messageId != null) ? messageId : KeyValue.NONE_VALUE));
	}

	private static String attempt(int attempt) {
		return (attempt <= COUNTED_ATTEMPTS) ? String.valueOf(attempt) : "more";
	}

}
