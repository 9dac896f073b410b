package ai.bimpe.samples.inbox.conversations;

import ai.bimpe.client.conversations.ConversationQuery;

/**
 * Which conversations to show.
 */
public enum Filter {

	/** Every one. */
	ALL("All") {
		@Override
		ConversationQuery apply(ConversationQuery query) {
			return query;
		}
	},

	/** Those in which the agent asks for a person. */
	ATTENTION("Needs a person") {
		@Override
		ConversationQuery apply(ConversationQuery query) {
			return query.needsAttention(true);
		}
	},

	/** Those whose AI is paused. */
	PAUSED("AI paused") {
		@Override
		ConversationQuery apply(ConversationQuery query) {
			return query.isAiChatPaused(true);
		}
	};

	private final String label;

	Filter(String label) {
		this.label = label;
	}

	/**
	 * Return what to call it.
	 * @return the label
	 */
	public String label() {
		return this.label;
	}

	abstract ConversationQuery apply(ConversationQuery query);

}
