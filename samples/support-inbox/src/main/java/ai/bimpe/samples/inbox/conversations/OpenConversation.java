package ai.bimpe.samples.inbox.conversations;

import java.util.List;

/**
 * A conversation that is open.
 *
 * @param row what the list says about it
 * @param messages the messages, the newest at the end
 * @param history how many pages of messages these are
 * @param earlier whether there are earlier messages
 */
public record OpenConversation(ConversationRow row, List<MessageView> messages, int history, boolean earlier) {

}
