package ai.bimpe.simulator.internal.http;

import io.netty.channel.Channel;

/**
 * A response that keeps the connection and writes to it by itself.
 *
 * @since 0.1.0
 */
public non-sealed interface StreamingResponse extends ApiResponse {

	/**
	 * Begin to write. Called once, on the event loop of the channel and after the headers
	 * of the response.
	 * @param channel the connection to write body parts to
	 * @param end what to call to end the response in good order
	 */
	void start(Channel channel, Runnable end);

	/**
	 * Free what the response holds. Called when the connection is closed, whether the
	 * response was started or not; may be called more than once.
	 */
	void released();

}
