package ai.bimpe.samples.recipes.handover;

/**
 * A customer waits for a person; the AI of the conversation is paused. Published again
 * until every listener has returned, so a listener can see one more than once.
 *
 * @param conversationId the id of the conversation
 */
record HandoverRequestedEvent(String conversationId) {

}
