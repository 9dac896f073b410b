package ai.bimpe.client.stream;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * Single-use permission to open one stream of one conversation. A secret while it lives.
 *
 * @param ticket the ticket
 * @param expiresIn how long it lives, in seconds
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record StreamTicket(String ticket, Integer expiresIn, @UnknownFields Map<String, Object> additionalProperties) {

	public StreamTicket {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return the lifetime, never the ticket.
	 */
	@Override
	public String toString() {
		return "StreamTicket[expiresIn=" + this.expiresIn + "]";
	}

}
