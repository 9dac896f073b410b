package ai.bimpe.simulator.core;

import java.util.Set;

/**
 * An API key that a simulator knows.
 *
 * @param value the key itself
 * @param scopes the scopes it has; {@code *} stands for all of them
 * @param expired whether it is expired
 * @since 0.1.0
 */
public record ApiKey(String value, Set<String> scopes, boolean expired) {

	/**
	 * Create a key.
	 * @param value the key itself
	 * @param scopes the scopes it has; {@code *} stands for all of them
	 * @param expired whether it is expired
	 */
	public ApiKey {
		if (value.isBlank()) {
			throw new IllegalArgumentException("An API key must not be blank");
		}
		scopes = Set.copyOf(scopes);
	}

	/**
	 * Create a key that may do everything.
	 * @param value the key itself
	 * @return the key
	 */
	public static ApiKey of(String value) {
		return new ApiKey(value, Set.of("*"), false);
	}

	/**
	 * Create a key that may do only what the given scopes allow.
	 * @param value the key itself
	 * @param scopes the scopes, such as {@code conversations:read}
	 * @return the key
	 */
	public static ApiKey withScopes(String value, String... scopes) {
		return new ApiKey(value, Set.of(scopes), false);
	}

	/**
	 * Create a key that is refused because it is expired.
	 * @param value the key itself
	 * @return the key
	 */
	public static ApiKey expired(String value) {
		return new ApiKey(value, Set.of("*"), true);
	}

	/**
	 * Return whether this key has a scope.
	 * @param scope the scope
	 * @return whether it has it
	 */
	public boolean has(String scope) {
		return this.scopes.contains("*") || this.scopes.contains(scope);
	}

	/**
	 * Return a text that does not show the key.
	 */
	@Override
	public String toString() {
		return "ApiKey[scopes=" + this.scopes + ", expired=" + this.expired + "]";
	}

}
