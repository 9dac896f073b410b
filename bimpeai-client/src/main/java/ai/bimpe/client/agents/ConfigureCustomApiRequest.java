package ai.bimpe.client.agents;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * Settings of a new custom API. Only the name is required.
 *
 * @since 0.1.0
 */
public final class ConfigureCustomApiRequest extends RequestBody {

	private ConfigureCustomApiRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("name").check();
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
		 * Set the name.
		 * @param name the name
		 * @return this builder
		 */
		public Builder name(String name) {
			set("name", name);
			return this;
		}

		/**
		 * Set what the API is for.
		 * @param description free text
		 * @return this builder
		 */
		public Builder description(String description) {
			set("description", description);
			return this;
		}

		/**
		 * Set what every address starts with.
		 * @param baseUrl an absolute address
		 * @return this builder
		 */
		public Builder baseUrl(String baseUrl) {
			set("base_url", baseUrl);
			return this;
		}

		/**
		 * Set how calls are authenticated.
		 * @param authType the kind of authentication
		 * @return this builder
		 */
		public Builder authType(IntegrationAuthType authType) {
			set("auth_type", authType);
			return this;
		}

		/**
		 * Set the secrets for the kind of authentication.
		 * @param authConfig the secrets
		 * @return this builder
		 */
		public Builder authConfig(IntegrationAuthConfig authConfig) {
			set("auth_config", authConfig);
			return this;
		}

		/**
		 * Set the path that is used to try the connection.
		 * @param testEndpoint a path
		 * @return this builder
		 */
		public Builder testEndpoint(String testEndpoint) {
			set("test_endpoint", testEndpoint);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public ConfigureCustomApiRequest build() {
			return new ConfigureCustomApiRequest(this);
		}

	}

}
