package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * How testers reach an agent on every channel.
 *
 * @param whatsapp WhatsApp
 * @param instagram Instagram
 * @param messenger Messenger
 * @param telephony telephone
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record DeploymentChannels(DeploymentWhatsAppChannel whatsapp, DeploymentInstagramChannel instagram,
		DeploymentMessengerChannel messenger, DeploymentTelephonyChannel telephony,
		@UnknownFields Map<String, Object> additionalProperties) {

	public DeploymentChannels {
		additionalProperties = Values.map(additionalProperties);
	}

}
