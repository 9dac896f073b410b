package ai.bimpe.client.agents;

import ai.bimpe.client.core.RequestBody;

/**
 * Secrets for a foreign service. The server never returns them, and they never show in
 * {@code toString()}.
 *
 * @since 0.1.0
 */
public final class IntegrationAuthConfig extends RequestBody {

	private IntegrationAuthConfig(Builder builder) {
		super(builder);
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
	public static final class Builder extends RequestBody.Builder {

		private Builder() {
		}

		/**
		 * Set the bearer token.
		 * @param token a secret
		 * @return this builder
		 */
		public Builder token(String token) {
			set("token", token);
			return this;
		}

		/**
		 * Set the key.
		 * @param apiKey a secret
		 * @return this builder
		 */
		public Builder apiKey(String apiKey) {
			set("api_key", apiKey);
			return this;
		}

		/**
		 * Set the header that carries the key.
		 * @param headerName the name of the header
		 * @return this builder
		 */
		public Builder headerName(String headerName) {
			set("header_name", headerName);
			return this;
		}

		/**
		 * Set the user name.
		 * @param username the user name
		 * @return this builder
		 */
		public Builder username(String username) {
			set("username", username);
			return this;
		}

		/**
		 * Set the password.
		 * @param password a secret
		 * @return this builder
		 */
		public Builder password(String password) {
			set("password", password);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 */
		public IntegrationAuthConfig build() {
			return new IntegrationAuthConfig(this);
		}

	}

}
