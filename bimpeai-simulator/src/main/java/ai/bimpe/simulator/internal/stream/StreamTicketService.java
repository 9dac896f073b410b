package ai.bimpe.simulator.internal.stream;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.simulator.internal.http.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Issues and redeems stream tickets: each opens one stream of one conversation, once and
 * soon.
 *
 * @since 0.1.0
 */
public final class StreamTicketService {

	private static final int MAX_TICKETS = 100_000;

	private final SecureRandom random = new SecureRandom();

	private final Clock clock;

	private final Map<String, Ticket> tickets = new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Ticket> eldest) {
			return size() > MAX_TICKETS;
		}

	};

	/**
	 * Create a service without tickets.
	 * @param clock the clock of their lives
	 */
	public StreamTicketService(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Issue a ticket.
	 * @param agentId the agent of the conversation
	 * @param conversationId the conversation
	 * @param apiKey the key that asked for it
	 * @param lifetime how long it can be used
	 * @return the text of the ticket
	 */
	public synchronized String issue(String agentId, String conversationId, String apiKey, Duration lifetime) {
		byte[] bytes = new byte[32];
		this.random.nextBytes(bytes);
		String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		this.tickets.put(text, new Ticket(agentId, conversationId, apiKey, this.clock.instant().plus(lifetime)));
		return text;
	}

	/**
	 * Use a ticket.
	 * @param text the text of the ticket, or {@code null} when none was sent
	 * @param agentId the agent whose conversation is asked for
	 * @param conversationId the conversation that is asked for
	 * @return the API key that the ticket was issued to
	 */
	public synchronized String redeem(@Nullable String text, String agentId, String conversationId) {
		Ticket ticket = (text != null) ? this.tickets.remove(text) : null;
		if (ticket == null) {
			throw ApiException.of(401, "unauthorized", "The ticket is missing, unknown or used");
		}
		if (!this.clock.instant().isBefore(ticket.expiresAt())) {
			throw expired();
		}
		if (!ticket.agentId().equals(agentId) || !ticket.conversationId().equals(conversationId)) {
			throw ApiException.of(401, "unauthorized", "The ticket is for another conversation");
		}
		return ticket.apiKey();
	}

	static ApiException expired() {
		return ApiException.of(401, "unauthorized", "The ticket is expired");
	}

	/**
	 * Forget every ticket.
	 */
	public synchronized void clear() {
		this.tickets.clear();
	}

	private record Ticket(String agentId, String conversationId, String apiKey, Instant expiresAt) {

	}

}
