package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * A channel of an agent. Channels are connected in the dashboard.
 *
 * @param id the id
 * @param type the kind, for example {@code whatsapp} or {@code telephony}; an open set
 * @param name the name; absent in the earlier API
 * @param status the state; an open set
 * @param isConnected whether it is connected
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record AgentChannel(String id, String type, String name, String status, Boolean isConnected,
		@UnknownFields Map<String, Object> additionalProperties) {

	public AgentChannel {
		additionalProperties = Values.map(additionalProperties);
	}

}
