package ai.bimpe.client.agents;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * Settings of a first-party connector. Values never show in {@code toString()}.
 *
 * @since 0.1.0
 */
public final class ConfigureBimpeaiRequest extends RequestBody {

	private ConfigureBimpeaiRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("type").check();
	}

	/**
	 * Connect Bumpa.
	 * @param token the token of Bumpa
	 * @return the request
	 */
	public static ConfigureBimpeaiRequest bumpa(String token) {
		return builder().type(BimpeaiIntegrationType.BUMPA).token(token).build();
	}

	/**
	 * Connect Paystack.
	 * @param publicKey the public key
	 * @param secretKey the secret key
	 * @param currency a currency code, for example {@code NGN}
	 * @return the request
	 */
	public static ConfigureBimpeaiRequest paystack(String publicKey, String secretKey, String currency) {
		return keys(BimpeaiIntegrationType.PAYSTACK, publicKey, secretKey, currency);
	}

	/**
	 * Connect Stripe.
	 * @param publicKey the public key
	 * @param secretKey the secret key
	 * @param currency a currency code, for example {@code USD}
	 * @return the request
	 */
	public static ConfigureBimpeaiRequest stripe(String publicKey, String secretKey, String currency) {
		return keys(BimpeaiIntegrationType.STRIPE, publicKey, secretKey, currency);
	}

	/**
	 * Start to connect Google Calendar; a person consents at the address in the answer.
	 * @return the request
	 */
	public static ConfigureBimpeaiRequest googleCalendar() {
		return builder().type(BimpeaiIntegrationType.GOOGLE_CALENDAR).build();
	}

	/**
	 * Start to connect Google Sheets; a person consents at the address in the answer.
	 * @return the request
	 */
	public static ConfigureBimpeaiRequest googleSheets() {
		return builder().type(BimpeaiIntegrationType.GOOGLE_SHEETS).build();
	}

	private static ConfigureBimpeaiRequest keys(BimpeaiIntegrationType type, String publicKey, String secretKey,
			String currency) {
		return builder().type(type).publicKey(publicKey).secretKey(secretKey).currency(currency).build();
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
		 * Set which connector.
		 * @param type the connector
		 * @return this builder
		 */
		public Builder type(BimpeaiIntegrationType type) {
			set("type", type);
			return this;
		}

		/**
		 * Set the token of Bumpa.
		 * @param token a secret
		 * @return this builder
		 */
		public Builder token(String token) {
			set("token", token);
			return this;
		}

		/**
		 * Set the public key of Paystack or Stripe.
		 * @param publicKey the public key
		 * @return this builder
		 */
		public Builder publicKey(String publicKey) {
			set("public_key", publicKey);
			return this;
		}

		/**
		 * Set the secret key of Paystack or Stripe.
		 * @param secretKey a secret
		 * @return this builder
		 */
		public Builder secretKey(String secretKey) {
			set("secret_key", secretKey);
			return this;
		}

		/**
		 * Set the currency of Paystack or Stripe.
		 * @param currency a currency code, for example {@code NGN}
		 * @return this builder
		 */
		public Builder currency(String currency) {
			set("currency", currency);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public ConfigureBimpeaiRequest build() {
			return new ConfigureBimpeaiRequest(this);
		}

	}

}
