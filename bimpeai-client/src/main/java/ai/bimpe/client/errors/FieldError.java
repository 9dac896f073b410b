package ai.bimpe.client.errors;

/**
 * One field that the server refused.
 *
 * @param path name or dotted path of the field; empty when the whole body is meant
 * @param message what is wrong with it
 * @since 0.1.0
 */
public record FieldError(String path, String message) {

}
