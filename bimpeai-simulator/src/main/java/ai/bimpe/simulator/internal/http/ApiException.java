package ai.bimpe.simulator.internal.http;

import java.util.List;
import java.util.Map;

import ai.bimpe.simulator.internal.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error response on its way to the client.
 *
 * @since 0.1.0
 */
public final class ApiException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** The HTTP status. */
	private final int status;

	/** The machine-readable code. */
	private final String code;

	private final transient List<FieldError> fields;

	private final transient Map<String, String> headers;

	private ApiException(int status, String code, String message, List<FieldError> fields,
			Map<String, String> headers) {
		super(message, null, false, false);
		this.status = status;
		this.code = code;
		this.fields = List.copyOf(fields);
		this.headers = Map.copyOf(headers);
	}

	/**
	 * Create an exception.
	 * @param status the HTTP status
	 * @param code the machine-readable code
	 * @param message one sentence for people
	 * @return the exception
	 */
	public static ApiException of(int status, String code, String message) {
		return new ApiException(status, code, message, List.of(), Map.of());
	}

	/**
	 * Create an exception whose response carries further headers.
	 * @param status the HTTP status
	 * @param code the machine-readable code
	 * @param message one sentence for people
	 * @param headers the headers
	 * @return the exception
	 */
	public static ApiException of(int status, String code, String message, Map<String, String> headers) {
		return new ApiException(status, code, message, List.of(), headers);
	}

	/**
	 * Create the exception for something that is not there.
	 * @param what the kind of thing
	 * @return the exception
	 */
	public static ApiException notFound(String what) {
		return of(404, "not_found", what + " not found");
	}

	/**
	 * Create the exception for a request whose precondition does not hold.
	 * @param message one sentence for people
	 * @return the exception
	 */
	public static ApiException badRequest(String message) {
		return of(400, "bad_request", message);
	}

	/**
	 * Create the exception for a request with wrong fields.
	 * @param fields what is wrong
	 * @return the exception
	 */
	public static ApiException validation(List<FieldError> fields) {
		return new ApiException(400, "validation_error", "The request was not valid.", fields, Map.of());
	}

	/**
	 * Create the exception for a request with one wrong field.
	 * @param path the field
	 * @param message what is wrong with it
	 * @return the exception
	 */
	public static ApiException validation(String path, String message) {
		return validation(List.of(new FieldError(path, message)));
	}

	/**
	 * Turn this exception into a response.
	 * @param requestId the id of the request
	 * @param fieldErrorsForm whether field errors go under {@code errors}
	 * @return the response
	 */
	public JsonResponse toResponse(String requestId, boolean fieldErrorsForm) {
		ObjectNode body = (fieldErrorsForm && !this.fields.isEmpty()) ? errorsForm() : messageForm();
		body.put("request_id", requestId);
		return new JsonResponse(this.status, body, this.headers);
	}

	private ObjectNode messageForm() {
		ObjectNode body = Json.object();
		if (this.fields.isEmpty()) {
			body.put("message", getMessage());
		}
		else {
			ArrayNode messages = body.putArray("message");
			this.fields.forEach((field) -> messages.add(field.path() + ": " + field.message()));
		}
		return body.put("error", HttpStatusText.of(this.status)).put("code", this.code).put("statusCode", this.status);
	}

	private ObjectNode errorsForm() {
		ObjectNode body = Json.object().put("code", this.code).put("message", getMessage());
		ArrayNode errors = body.putArray("errors");
		this.fields.forEach((field) -> errors.addObject().put("path", field.path()).put("message", field.message()));
		return body;
	}

	/**
	 * One rejected field.
	 *
	 * @param path the name or dotted path of the field
	 * @param message what is wrong with it
	 */
	public record FieldError(String path, String message) {

	}

}
