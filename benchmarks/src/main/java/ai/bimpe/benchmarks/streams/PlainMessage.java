package ai.bimpe.benchmarks.streams;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The message as an application would declare it for itself.
 */
public record PlainMessage(String id, String conversationId, String role, @Nullable String message, String messageType,
		Instant createdAt) {

	/** Reads it as the API writes it. */
	public static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	/**
	 * The answer of the ticket call.
	 *
	 * @param data its data
	 */
	record TicketAnswer(Ticket data) {
	}

	/**
	 * A ticket.
	 *
	 * @param ticket the ticket
	 */
	record Ticket(String ticket) {
	}

}
