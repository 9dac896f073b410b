package ai.bimpe.client.observation;

import ai.bimpe.client.CallResult;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InvalidResponseException;
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
		return KeyValues.of(KeyValue.of(LowCardinalityKeyNames.OPERATION, context.operation()),
				KeyValue.of(LowCardinalityKeyNames.OUTCOME, outcome(result)),
				KeyValue.of(LowCardinalityKeyNames.STATUS, (status != null) ? status.toString() : "none"));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ClientObservationContext context) {
		CallResult result = context.result();
		return KeyValues.of(KeyValue.of(HighCardinalityKeyNames.REQUEST_ID, context.requestId()), KeyValue
			.of(HighCardinalityKeyNames.ATTEMPTS, String.valueOf((result != null) ? result.attempts() : 0)));
	}

	private static String outcome(@Nullable CallResult result) {
		if (result == null) {
			return "CANCELLED";
		}
		BimpeAIException error = result.error();
		if (error == null) {
			return "SUCCESS";
		}
		if (error instanceof InvalidResponseException) {
			return "INVALID_RESPONSE";
		}
		if (error instanceof ApiException api) {
			return (api.status() >= 500) ? "SERVER_ERROR" : "CLIENT_ERROR";
		}
		if (error instanceof ApiTimeoutException) {
			return "TIMEOUT";
		}
		return (error instanceof ApiConnectionException) ? "CONNECTION_ERROR" : "UNKNOWN";
	}

}
