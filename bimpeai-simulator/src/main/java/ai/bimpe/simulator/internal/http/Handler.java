package ai.bimpe.simulator.internal.http;

/**
 * Answers the requests of one operation. Runs while the state is locked, so it must not
 * block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Handler {

	/**
	 * Answer a request.
	 * @param request the request
	 * @return the response
	 * @throws ApiException to answer with an error
	 */
	ApiResponse handle(ApiRequest request);

}
