package ai.bimpe.samples.recipes.export;

import org.jspecify.annotations.Nullable;

/**
 * An export cannot go on, for a reason that is not an error of the API.
 */
class ExportException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ExportException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
