package ai.bimpe.client.errors;

import java.util.regex.Pattern;

/**
 * One field that the server refused.
 *
 * @param path name or dotted path of the field; empty when the whole body is meant
 * @param message what is wrong with it
 * @since 0.1.0
 */
public record FieldError(String path, String message) {

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{0,128}");

	/**
	 * Return the path, never the message, which can quote what was sent.
	 */
	@Override
	public String toString() {
		return "FieldError[path=" + (FORM.matcher(this.path).matches() ? this.path : "(no path)") + "]";
	}

}
