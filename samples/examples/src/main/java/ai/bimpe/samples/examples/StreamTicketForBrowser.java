package ai.bimpe.samples.examples;

import java.util.Objects;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.stream.StreamTicket;

import org.springframework.stereotype.Component;

/**
 * Lets a browser listen to a conversation by itself. It gets a ticket, never the API key:
 * the ticket opens this one conversation, once, within the minute.
 */
@Component
class StreamTicketForBrowser {

	private final BimpeAI bimpeai;

	StreamTicketForBrowser(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	String path(String agentId, String conversationId) {
		StreamTicket ticket = this.bimpeai.conversations().messages().streamTicket(agentId, conversationId);
		// In the browser: new EventSource("https://api.bimpe.ai" + path)
		return "/api/v1/console/agents/" + agentId + "/conversations/" + conversationId + "/stream?ticket="
				+ Objects.requireNonNull(ticket.ticket());
	}

}
