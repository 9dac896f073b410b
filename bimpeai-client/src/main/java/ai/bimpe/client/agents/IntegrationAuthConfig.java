package ai.bimpe.client.agents;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.client.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Secrets for a foreign service. The server never returns them, and they never show in
 * {@code toString()}.
 *
 * @since 0.1.0
 */
public final class IntegrationAuthConfig extends RequestBody {

	private IntegrationAuthConfig(Map<String, @Nullable Object> fields) {
		super(fields);
	}

	/**
	 * Create for {@link IntegrationAuthType#BEARER}.
	 * @param token the token
	 * @return the secrets
	 */
	public static IntegrationAuthConfig bearer(String token) {
		return builder().token(token).build();
	}

	/**
	 * Create for {@link IntegrationAuthType#BASIC}.
	 * @param username the user name
	 * @param password the password
	 * @return the secrets
	 */
	public static IntegrationAuthConfig basic(String username, String password) {
		return builder().username(username).password(password).build();
	}

	/**
	 * Create for {@link IntegrationAuthType#API_KEY}.
	 * @param headerName the header that carries the key
	 * @param apiKey the key
	 * @return the secrets
	 */
	public static IntegrationAuthConfig apiKey(String headerName, String apiKey) {
		return builder().headerName(headerName).apiKey(apiKey).build();
	}

	/**
	 * Return a builder.
	 * @return the builder, with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Collects the fields. Not thread-safe.
	 */
	public static final class Builder {

		private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

		private Builder() {
		}

		/**
		 * Set the bearer token.
		 * @param token a secret
		 * @return this builder
		 */
		public Builder token(String token) {
			this.fields.put("token", token);
			return this;
		}

		/**
		 * Set the key.
		 * @param apiKey a secret
		 * @return this builder
		 */
		public Builder apiKey(String apiKey) {
			this.fields.put("api_key", apiKey);
			return this;
		}

		/**
		 * Set the header that carries the key.
		 * @param headerName the name of the header
		 * @return this builder
		 */
		public Builder headerName(String headerName) {
			this.fields.put("header_name", headerName);
			return this;
		}

		/**
		 * Set the user name.
		 * @param username the user name
		 * @return this builder
		 */
		public Builder username(String username) {
			this.fields.put("username", username);
			return this;
		}

		/**
		 * Set the password.
		 * @param password a secret
		 * @return this builder
		 */
		public Builder password(String password) {
			this.fields.put("password", password);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 */
		public IntegrationAuthConfig build() {
			return new IntegrationAuthConfig(this.fields);
		}

	}

}
