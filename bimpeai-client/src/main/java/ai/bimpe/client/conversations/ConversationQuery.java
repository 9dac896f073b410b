package ai.bimpe.client.conversations;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.internal.http.Query;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations to list, and how. Immutable; what is not set is left to the server.
 *
 * @param paging which page to start at, and how to search and sort
 * @param channel the channel, or {@code null} for all
 * @param isTestChannel whether it runs on a test channel, or {@code null} for all
 * @param isAiChatPaused whether the AI is paused, or {@code null} for all
 * @param needsAttention whether a human should look at it, or {@code null} for all
 * @since 0.1.0
 */
public record ConversationQuery(ListQuery paging, @Nullable ConversationChannel channel,
		@Nullable Boolean isTestChannel, @Nullable Boolean isAiChatPaused, @Nullable Boolean needsAttention) {

	private static final ConversationQuery EMPTY = new ConversationQuery(ListQuery.create(), null, null, null, null);

	/**
	 * Return a query that leaves everything to the server.
	 * @return the empty query
	 */
	public static ConversationQuery create() {
		return EMPTY;
	}

	/**
	 * Show only the conversations of one channel.
	 * @param channel the channel
	 * @return a copy with the filter
	 */
	public ConversationQuery channel(ConversationChannel channel) {
		return new ConversationQuery(this.paging, channel, this.isTestChannel, this.isAiChatPaused,
				this.needsAttention);
	}

	/**
	 * Show only test conversations, or only real ones.
	 * @param isTestChannel {@code true} for those on a test channel
	 * @return a copy with the filter
	 */
	public ConversationQuery isTestChannel(boolean isTestChannel) {
		return new ConversationQuery(this.paging, this.channel, isTestChannel, this.isAiChatPaused,
				this.needsAttention);
	}

	/**
	 * Show only conversations in which the AI is paused, or only the others.
	 * @param isAiChatPaused {@code true} for those in which it is paused
	 * @return a copy with the filter
	 */
	public ConversationQuery isAiChatPaused(boolean isAiChatPaused) {
		return new ConversationQuery(this.paging, this.channel, this.isTestChannel, isAiChatPaused,
				this.needsAttention);
	}

	/**
	 * Show only conversations that a human should look at, or only the others.
	 * @param needsAttention {@code true} for those that a human should look at
	 * @return a copy with the filter
	 */
	public ConversationQuery needsAttention(boolean needsAttention) {
		return new ConversationQuery(this.paging, this.channel, this.isTestChannel, this.isAiChatPaused,
				needsAttention);
	}

	/**
	 * Start at this page.
	 * @param page the 1-based number of the first page to read
	 * @return a copy with it
	 * @throws ai.bimpe.client.errors.UserException when the page is below 1
	 */
	public ConversationQuery page(int page) {
		return new ConversationQuery(this.paging.page(page), this.channel, this.isTestChannel, this.isAiChatPaused,
				this.needsAttention);
	}

	/**
	 * Read this many items a page.
	 * @param limit from 1 to 100
	 * @return a copy with it
	 * @throws ai.bimpe.client.errors.UserException when the limit is outside 1 to 100
	 */
	public ConversationQuery limit(int limit) {
		return new ConversationQuery(this.paging.limit(limit), this.channel, this.isTestChannel, this.isAiChatPaused,
				this.needsAttention);
	}

	/**
	 * Search for a text.
	 * @param search free text, up to 255 characters
	 * @return a copy with it
	 */
	public ConversationQuery search(String search) {
		return new ConversationQuery(this.paging.search(search), this.channel, this.isTestChannel, this.isAiChatPaused,
				this.needsAttention);
	}

	/**
	 * Sort by a field.
	 * @param sort the field on the wire, up to 64 characters; a leading {@code -}
	 * reverses the order
	 * @return a copy with it
	 */
	public ConversationQuery sort(String sort) {
		return new ConversationQuery(this.paging.sort(sort), this.channel, this.isTestChannel, this.isAiChatPaused,
				this.needsAttention);
	}

	Query filters() {
		return new Query().add("channel", this.channel)
			.add("is_test_channel", this.isTestChannel)
			.add("is_ai_chat_paused", this.isAiChatPaused)
			.add("needs_attention", this.needsAttention);
	}

}
