package ai.bimpe.samples.recipes.export;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.Message;
import org.jspecify.annotations.Nullable;

/**
 * Where an export goes on, learnt from the lines that it has written. What has been
 * written is skipped, except that the last conversation may lack some of its messages.
 */
class ResumePoint {

	private final SeenItemFilter conversations = new SeenItemFilter();

	private SeenItemFilter messages = new SeenItemFilter();

	private @Nullable String lastConversation;

	private ExportLine.@Nullable Export export;

	private @Nullable Count complete;

	void add(ExportLine line) {
		Conversation conversation = line.conversation();
		if (conversation != null) {
			this.conversations.isNew(conversation.id(), conversation.createdAt());
			this.lastConversation = conversation.id();
			this.messages = new SeenItemFilter();
		}
		Message message = line.message();
		if (message != null) {
			this.messages.isNew(message.id(), message.createdAt());
		}
		if (line.export() != null) {
			this.export = line.export();
		}
		if (line.complete() != null) {
			this.complete = line.complete();
		}
	}

	void rewind() {
		this.conversations.rewind();
		this.messages.rewind();
	}

	ExportLine.@Nullable Export export() {
		return this.export;
	}

	@Nullable Count complete() {
		return this.complete;
	}

	boolean isWanted(Conversation conversation) {
		return isLast(conversation) || this.conversations.isNew(conversation.id(), conversation.createdAt());
	}

	boolean isLast(Conversation conversation) {
		return conversation.id().equals(this.lastConversation);
	}

	SeenItemFilter messagesOf(Conversation conversation) {
		return isLast(conversation) ? this.messages : new SeenItemFilter();
	}

}
