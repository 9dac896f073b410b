package ai.bimpe.samples.recipes.export;

import java.time.Instant;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.Message;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of the file. The first one is the export, then come conversations, each
 * followed by its messages, and the last one says that nothing is missing.
 *
 * @param export what is exported
 * @param conversation a conversation
 * @param conversationId the conversation of the message
 * @param message a message
 * @param complete how much there is
 */
record ExportLine(@Nullable Export export, @Nullable Conversation conversation, @Nullable String conversationId,
		@Nullable Message message, @Nullable Count complete) {

	/** Names as in the API, and nothing for what is null. */
	private static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.changeDefaultPropertyInclusion((value) -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	static ExportLine export(String agentId, Instant until) {
		return new ExportLine(new Export(agentId, until), null, null, null, null);
	}

	static ExportLine conversation(Conversation conversation) {
		return new ExportLine(null, conversation, null, null, null);
	}

	static ExportLine message(String conversationId, Message message) {
		return new ExportLine(null, null, conversationId, message, null);
	}

	static ExportLine complete(Count complete) {
		return new ExportLine(null, null, null, null, complete);
	}

	static @Nullable ExportLine read(byte[] json) {
		return MAPPER.readValue(json, ExportLine.class);
	}

	byte[] json() {
		return MAPPER.writeValueAsBytes(this);
	}

	/**
	 * What is exported.
	 *
	 * @param agentId the agent
	 * @param until only what was created before
	 */
	record Export(String agentId, Instant until) {

	}

}
