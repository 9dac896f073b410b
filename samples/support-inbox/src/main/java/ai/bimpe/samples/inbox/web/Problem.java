package ai.bimpe.samples.inbox.web;

import java.util.stream.Collectors;

import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.PermissionDeniedException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.errors.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * An error of the API in plain words.
 *
 * @param title what happened
 * @param remedy what to do about it
 * @param requestId the id that the staff of BimpeAI can find the request by, or
 * {@code null} when there was no answer
 */
public record Problem(String title, String remedy, @Nullable String requestId) {

	/**
	 * Describe an error.
	 * @param ex the error
	 * @return what to tell a person
	 */
	public static Problem of(BimpeAIException ex) {
		String requestId = (ex instanceof ApiException api) ? api.requestId() : null;
		return new Problem(title(ex), remedy(ex), requestId);
	}

	private static String title(BimpeAIException ex) {
		if (ex instanceof NotFoundException) {
			return "BimpeAI does not know this";
		}
		if (ex instanceof RateLimitException) {
			return "Too many requests for now";
		}
		if (ex instanceof ValidationException) {
			return "BimpeAI did not accept this";
		}
		if (ex instanceof AuthenticationException) {
			return "BimpeAI refused the API key";
		}
		if (ex instanceof PermissionDeniedException) {
			return "The API key may not do this";
		}
		if (ex instanceof ApiTimeoutException) {
			return "BimpeAI took too long to answer";
		}
		if (ex instanceof ApiConnectionException) {
			return "BimpeAI cannot be reached";
		}
		return (ex instanceof UserException) ? "This cannot be done" : "BimpeAI could not do this";
	}

	private static String remedy(BimpeAIException ex) {
		if (ex instanceof NotFoundException) {
			return "It may have been deleted, or the address is wrong.";
		}
		if (ex instanceof RateLimitException) {
			return "Wait a minute, then try again.";
		}
		if (ex instanceof ValidationException validation) {
			return validation.fieldErrors()
				.stream()
				.map((field) -> field.path() + " " + field.message())
				.collect(Collectors.joining(". ", "", "."));
		}
		if (ex instanceof AuthenticationException || ex instanceof PermissionDeniedException) {
			return "Start the inbox with a key that has the rights it needs.";
		}
		if (ex instanceof UserException) {
			return String.valueOf(ex.getMessage());
		}
		return "Try again in a moment.";
	}

}
