package ai.bimpe.client.agents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

import org.springframework.http.HttpMethod;

/**
 * A new tool of a custom API. Name, method and address are required.
 *
 * @since 0.1.0
 */
public final class CreateCustomApiToolRequest extends RequestBody {

	private CreateCustomApiToolRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("name", "http_method", "url_template").check();
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
		 * Set the HTTP method.
		 * @param httpMethod one of GET, POST, PUT, DELETE and PATCH
		 * @return this builder
		 */
		public Builder httpMethod(HttpMethod httpMethod) {
			set("http_method", httpMethod.name());
			return this;
		}

		/**
		 * Set the address.
		 * @param urlTemplate a path or address with placeholders for the parameters
		 * @return this builder
		 */
		public Builder urlTemplate(String urlTemplate) {
			set("url_template", urlTemplate);
			return this;
		}

		/**
		 * Set what the tool does.
		 * @param description free text, read by the model
		 * @return this builder
		 */
		public Builder description(String description) {
			set("description", description);
			return this;
		}

		/**
		 * Set the parameters of the address.
		 * @param urlParams the parameters
		 * @return this builder
		 */
		public Builder urlParams(List<ParameterDefinition> urlParams) {
			set("url_params", List.copyOf(urlParams));
			return this;
		}

		/**
		 * Set the parameters of the body.
		 * @param bodyParams the parameters
		 * @return this builder
		 */
		public Builder bodyParams(List<ParameterDefinition> bodyParams) {
			set("body_params", List.copyOf(bodyParams));
			return this;
		}

		/**
		 * Set the headers.
		 * @param headersTemplate values by name, with placeholders for the parameters
		 * @return this builder
		 */
		public Builder headersTemplate(Map<String, ?> headersTemplate) {
			set("headers_template", new LinkedHashMap<>(headersTemplate));
			return this;
		}

		/**
		 * Set the body.
		 * @param bodyTemplate the body, with placeholders for the parameters
		 * @return this builder
		 */
		public Builder bodyTemplate(Map<String, ?> bodyTemplate) {
			set("body_template", new LinkedHashMap<>(bodyTemplate));
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
		 * @param authConfig the secrets, free-form
		 * @return this builder
		 */
		public Builder authConfig(Map<String, ?> authConfig) {
			set("auth_config", new LinkedHashMap<>(authConfig));
			return this;
		}

		/**
		 * Set how the answer becomes a result.
		 * @param responseMapping the mapping
		 * @return this builder
		 */
		public Builder responseMapping(ToolResponseMapping responseMapping) {
			set("response_mapping", responseMapping);
			return this;
		}

		/**
		 * Set the category.
		 * @param category a free label
		 * @return this builder
		 */
		public Builder category(String category) {
			set("category", category);
			return this;
		}

		/**
		 * Set whether a human must agree before each use.
		 * @param requireHumanApproval {@code true} when one must
		 * @return this builder
		 */
		public Builder requireHumanApproval(boolean requireHumanApproval) {
			set("require_human_approval", requireHumanApproval);
			return this;
		}

		/**
		 * Set how long the tool may take.
		 * @param timeout in a unit that is not documented; users pass milliseconds
		 * @return this builder
		 */
		public Builder timeout(int timeout) {
			set("timeout", timeout);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public CreateCustomApiToolRequest build() {
			return new CreateCustomApiToolRequest(this);
		}

	}

}
