package ai.bimpe.simulator.internal.http;

import java.util.SplittableRandom;

import ai.bimpe.simulator.core.Chaos;
import ai.bimpe.simulator.internal.faults.FaultOption;
import ai.bimpe.simulator.internal.faults.FaultRegistry;
import ai.bimpe.simulator.internal.faults.FaultSpec;
import org.jspecify.annotations.Nullable;

/**
 * The error that a fault puts in place of the response of an operation.
 *
 * @param exception the error
 * @param executes whether the operation is done all the same
 * @since 0.1.0
 */
record FaultResponse(ApiException exception, boolean executes) {

	private static final int[] CHAOS_STATUSES = { 429, 500, 502 };

	/**
	 * Find out whether a fault replaces the response.
	 * @param fault the fault, or {@code null} for none
	 * @param faults where random numbers come from
	 * @param path the path of the request
	 * @return the replacement, or {@code null} when the response stays
	 */
	static @Nullable FaultResponse of(@Nullable FaultSpec fault, FaultRegistry faults, String path) {
		if (fault == null) {
			return null;
		}
		boolean executes = fault.has(FaultOption.EXECUTE);
		if (fault.replacesResponse()) {
			int status = fault.number(FaultOption.STATUS, fault.has(FaultOption.BODY) ? 200 : 500);
			return new FaultResponse(error(fault, status), executes);
		}
		Chaos chaos = fault.chaos();
		if (chaos != null) {
			SplittableRandom random = faults.randomOf(chaos, "refuse " + path);
			if (fault.strikes(Chaos.Kind.REFUSE, random)) {
				return new FaultResponse(error(fault, CHAOS_STATUSES[random.nextInt(CHAOS_STATUSES.length)]), executes);
			}
		}
		return null;
	}

	private static ApiException error(FaultSpec fault, int status) {
		String code = fault.text(FaultOption.CODE);
		String message = fault.text(FaultOption.MESSAGE);
		return ApiException.of(status, (code != null) ? code : HttpStatusText.usualCode(status),
				(message != null) ? message : "Scripted fault");
	}

}
