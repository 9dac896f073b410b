package ai.bimpe.client.agents;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * App to connect through Pipedream. Only the slug is required.
 *
 * @since 0.1.0
 */
public final class ConfigurePipedreamRequest extends RequestBody {

	private ConfigurePipedreamRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("app_slug").check();
	}

	/**
	 * Create from the app alone.
	 * @param appSlug its name at Pipedream, for example {@code gmail}
	 * @return the request
	 */
	public static ConfigurePipedreamRequest of(String appSlug) {
		return builder().appSlug(appSlug).build();
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
		 * Set the app.
		 * @param appSlug its name at Pipedream, for example {@code gmail}
		 * @return this builder
		 */
		public Builder appSlug(String appSlug) {
			set("app_slug", appSlug);
			return this;
		}

		/**
		 * Set the name for people.
		 * @param appName the name
		 * @return this builder
		 */
		public Builder appName(String appName) {
			set("app_name", appName);
			return this;
		}

		/**
		 * Set the icon.
		 * @param appIcon its address
		 * @return this builder
		 */
		public Builder appIcon(String appIcon) {
			set("app_icon", appIcon);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public ConfigurePipedreamRequest build() {
			return new ConfigurePipedreamRequest(this);
		}

	}

}
