package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * How testers reach an agent on WhatsApp.
 *
 * @param isEnabled whether the channel can be used
 * @param startMessage the text that opens a test conversation
 * @param phoneNumber the number to write to, or {@code null}
 * @param url a link that opens the conversation, or {@code null}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record DeploymentWhatsAppChannel(Boolean isEnabled, String startMessage, @Nullable String phoneNumber,
		@Nullable String url, @UnknownFields Map<String, Object> additionalProperties) {

	public DeploymentWhatsAppChannel {
		additionalProperties = Values.map(additionalProperties);
	}

}
