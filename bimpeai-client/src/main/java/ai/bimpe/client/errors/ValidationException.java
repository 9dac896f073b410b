package ai.bimpe.client.errors;

import java.util.List;

/**
 * The server refused fields of the request (400 with {@code validation_error} or field
 * problems). Both documented forms are read: a list of {@code path: problem} texts and a
 * list of objects.
 *
 * @since 0.1.0
 */
public class ValidationException extends BadRequestException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 */
	public ValidationException(String message, ErrorResponse response) {
		super(message, response);
	}

	/**
	 * Return the refused fields in the order of the answer.
	 * @return the refused fields; empty when the server named none
	 */
	public List<FieldError> fieldErrors() {
		return response().fieldErrors();
	}

}
