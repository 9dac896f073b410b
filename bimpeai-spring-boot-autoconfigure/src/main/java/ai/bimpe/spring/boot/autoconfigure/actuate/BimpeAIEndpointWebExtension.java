package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.util.Map;
import java.util.function.Supplier;

import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.ClassUtils;

/**
 * Says over HTTP what was wrong with a request, in words of this library only.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = BimpeAIEndpoint.class)
public final class BimpeAIEndpointWebExtension {

	private final BimpeAIEndpoint endpoint;

	BimpeAIEndpointWebExtension(BimpeAIEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Return one stream.
	 * @param name the name of the stream
	 * @return the stream, or 404
	 */
	@ReadOperation
	public WebEndpointResponse<Object> stream(@Selector String name) {
		return answer(() -> this.endpoint.stream(name));
	}

	/**
	 * Return the conversations of a stream that are not well, page by page.
	 * @param name the name of the stream
	 * @param view {@code conversations}
	 * @param page the number of the page, from 0; {@code null} for the first
	 * @param size the number of conversations on a page; {@code null} for 100
	 * @return the page; 404 when there is none, 400 when an argument is wrong
	 */
	@ReadOperation
	public WebEndpointResponse<Object> conversations(@Selector String name, @Selector String view,
			@Nullable Integer page, @Nullable Integer size) {
		return answer(() -> this.endpoint.conversations(name, view, page, size));
	}

	/**
	 * Start, pause or resume a stream of this instance, or of all instances.
	 * @param name the name of the stream
	 * @param action {@code start}, {@code pause}, {@code resume},
	 * {@code pause-everywhere} or {@code resume-everywhere}
	 * @return the stream as it is now; 404 when there is none, 400 when an argument is
	 * wrong, 503 when the checkpoint store cannot be used
	 */
	@WriteOperation
	public WebEndpointResponse<Object> change(@Selector String name, @Selector String action) {
		return answer(() -> this.endpoint.change(name, action));
	}

	/**
	 * Replay a stream of this instance.
	 * @param name the name of the stream
	 * @param action {@code replay}
	 * @param from the id of a message or an ISO 8601 time
	 * @return the stream as it is now; 404 when there is none, 400 when an argument is
	 * wrong, 503 when the checkpoint store cannot be used
	 */
	@WriteOperation
	public WebEndpointResponse<Object> replay(@Selector String name, @Selector String action, @Nullable String from) {
		return answer(() -> this.endpoint.replay(name, action, from));
	}

	/**
	 * Deliver the message of a parked conversation again now, or skip it where it has no
	 * id.
	 * @param name the name of the stream
	 * @param action {@code retry} or {@code skip}
	 * @param conversationId the id of the conversation
	 * @return the stream as it is now; 404 when there is none, 400 when the conversation
	 * is not parked
	 */
	@WriteOperation
	public WebEndpointResponse<Object> retry(@Selector String name, @Selector String action,
			@Selector String conversationId) {
		return answer(() -> this.endpoint.retry(name, action, conversationId));
	}

	/**
	 * Skip the message of a parked conversation, or continue the conversation behind
	 * another one.
	 * @param name the name of the stream
	 * @param action {@code skip} or {@code replay}
	 * @param conversationId the id of the conversation
	 * @param message the id of a message or, for {@code replay}, an ISO 8601 time
	 * @return the stream as it is now; 404 when there is none, 400 when the conversation
	 * is not parked, 503 when the checkpoint store cannot be used
	 */
	@WriteOperation
	public WebEndpointResponse<Object> skip(@Selector String name, @Selector String action,
			@Selector String conversationId, @Selector String message) {
		return answer(() -> this.endpoint.skip(name, action, conversationId, message));
	}

	private static WebEndpointResponse<Object> answer(Supplier<? extends @Nullable Object> operation) {
		try {
			Object found = operation.get();
			return (found != null) ? new WebEndpointResponse<>(found)
					: problem(WebEndpointResponse.STATUS_NOT_FOUND, "There is no stream of this 'name'");
		}
		catch (InvalidEndpointRequestException ex) {
			return problem(WebEndpointResponse.STATUS_BAD_REQUEST, String.valueOf(ex.getReason()));
		}
		catch (UserException ex) {
			return problem(WebEndpointResponse.STATUS_BAD_REQUEST, String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException ex) {
			return problem(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE,
					"The stream cannot be used now: " + ClassUtils.getShortName(ex.getClass()));
		}
	}

	private static WebEndpointResponse<Object> problem(int status, String error) {
		return new WebEndpointResponse<>(OperationResponseBody.of(Map.of("error", error)), status);
	}

}
