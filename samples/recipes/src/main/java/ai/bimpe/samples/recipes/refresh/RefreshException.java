package ai.bimpe.samples.recipes.refresh;

import org.jspecify.annotations.Nullable;

/**
 * A refresh cannot be done, for a reason that is not an error of the API.
 */
class RefreshException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	RefreshException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
