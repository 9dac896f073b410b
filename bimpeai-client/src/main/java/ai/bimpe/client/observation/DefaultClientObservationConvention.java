package ai.bimpe.client.observation;

import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.observation.ClientObservationDocumentation.HighCardinalityKeyNames;
import ai.bimpe.client.observation.ClientObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * Names the observation {@code bimpeai.client}.
 *
 * @since 0.1.0
 */
public class DefaultClientObservationConvention implements ClientObservationConvention {

	/** Name of the observation and of its timer. */
	public static final String NAME = "bimpeai.client";

	private static final int MAX_ATTEMPTS = 5;

	/**
	 * Create the convention.
	 */
	public DefaultClientObservationConvention() {
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(ClientObservationContext context) {
		return "bimpeai " + context.operation();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ClientObservationContext context) {
		CallResult result = context.result();
		Integer status = (result != null) ? result.status() : null;
		return KeyValues.of(KeyValue.of(LowCardinalityKeyNames.ACCOUNT, context.account()),
				KeyValue.of(LowCardinalityKeyNames.OPERATION, context.operation()),
				KeyValue.of(LowCardinalityKeyNames.OUTCOME, outcome(context)),
				KeyValue.of(LowCardinalityKeyNames.STATUS, (status != null) ? status.toString() : KeyValue.NONE_VALUE),
				KeyValue.of(LowCardinalityKeyNames.ERROR_CODE, errorCode(result)),
				KeyValue.of(LowCardinalityKeyNames.ATTEMPTS, attempts(result)));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ClientObservationContext context) {
		return KeyValues.of(KeyValue.of(HighCardinalityKeyNames.REQUEST_ID, context.requestId()));
	}

	private static String outcome(ClientObservationContext context) {
		CallResult result = context.result();
		if (result == null) {
			return context.isCancelled() ? "CANCELLED" : "UNKNOWN";
		}
		return (result.error() != null) ? Outcomes.of(result.error()) : "SUCCESS";
	}

	// A server can make up as many codes as it likes.
	private static String errorCode(@Nullable CallResult result) {
		ErrorCode code = (result != null && result.error() instanceof ApiException api) ? api.code() : null;
		if (code == null) {
			return KeyValue.NONE_VALUE;
		}
		return code.isKnown() ? code.value() : "other";
	}

	private static String attempts(@Nullable CallResult result) {
		if (result == null) {
			return KeyValue.NONE_VALUE;
		}
		return (result.attempts() <= MAX_ATTEMPTS) ? String.valueOf(result.attempts()) : "more";
	}

}
