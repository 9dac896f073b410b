package ai.bimpe.client.agents;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * Settings of a new MCP server. Name and address are required.
 *
 * @since 0.1.0
 */
public final class ConfigureMcpServerRequest extends RequestBody {

	private ConfigureMcpServerRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("name", "server_url").check();
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
		 * Set the address.
		 * @param serverUrl an absolute address
		 * @return this builder
		 */
		public Builder serverUrl(String serverUrl) {
			set("server_url", serverUrl);
			return this;
		}

		/**
		 * Set the transport.
		 * @param transport the transport
		 * @return this builder
		 */
		public Builder transport(McpServerTransport transport) {
			set("transport", transport);
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
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public ConfigureMcpServerRequest build() {
			return new ConfigureMcpServerRequest(this);
		}

	}

}
