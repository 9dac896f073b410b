package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * How testers reach an agent on Messenger.
 *
 * @param isEnabled whether the channel can be used
 * @param startMessage the text that opens a test conversation
 * @param page the page to write to, or {@code null}
 * @param url a link that opens the conversation, or {@code null}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record DeploymentMessengerChannel(Boolean isEnabled, String startMessage, @Nullable String page,
		@Nullable String url, @UnknownFields Map<String, Object> additionalProperties) {

	public DeploymentMessengerChannel {
		additionalProperties = Values.map(additionalProperties);
	}

}
