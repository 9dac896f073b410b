package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.HeaderRules;
import org.jspecify.annotations.Nullable;

/**
 * The options of one call, checked and merged.
 *
 * @param idempotencyKey the key, or {@code null} for a generated one
 * @param timeout time-out of an attempt, or {@code null} for the default
 * @param maxRetries retries after the first attempt, or {@code null} for the default
 * @param headers further headers
 * @param requestId the request id, or {@code null} for a generated one
 */
record CallOptions(@Nullable String idempotencyKey, @Nullable Duration timeout, @Nullable Integer maxRetries,
		Map<String, String> headers, @Nullable String requestId) {

	private static final CallOptions NONE = new CallOptions(null, null, null, Map.of(), null);

	static CallOptions of(RequestOption... options) {
		if (options.length == 0) {
			return NONE;
		}
		String idempotencyKey = null;
		Duration timeout = null;
		Integer maxRetries = null;
		Map<String, String> headers = new LinkedHashMap<>();
		String requestId = null;
		for (RequestOption option : options) {
			if (option instanceof RequestOption.IdempotencyKey given) {
				HeaderRules.checkIdempotencyKey(given.key());
				idempotencyKey = given.key();
			}
			else if (option instanceof RequestOption.Timeout given) {
				checkTimeout(given.timeout());
				timeout = given.timeout();
			}
			else if (option instanceof RequestOption.MaxRetries given) {
				checkMaxRetries(given.maxRetries());
				maxRetries = given.maxRetries();
			}
			else if (option instanceof RequestOption.Header given) {
				if (!HeaderRules.check(given.name(), given.value())) {
					throw new UserException("The header '" + given.name() + "' is set by the client");
				}
				headers.put(given.name(), given.value());
			}
			else if (option instanceof RequestOption.RequestId given) {
				HeaderRules.checkRequestId(given.requestId());
				requestId = given.requestId();
			}
		}
		return new CallOptions(idempotencyKey, timeout, maxRetries, headers, requestId);
	}

	static void checkTimeout(Duration timeout) {
		if (timeout.isZero() || timeout.isNegative()) {
			throw new UserException("'timeout' must be longer than zero, but is " + timeout);
		}
	}

	static void checkMaxRetries(int maxRetries) {
		if (maxRetries < 0) {
			throw new UserException("'max-retries' must be zero or more, but is " + maxRetries);
		}
	}

}
