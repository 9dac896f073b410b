package ai.bimpe.samples.recipes.handover;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * A conversation that is, or was, with a person.
 *
 * @param conversationId the id of the conversation
 * @param told whether the team has been told
 * @param doneUntil up to which message a person has dealt with it, by the clock of the
 * server; {@code null} as long as a person is at it
 */
record Handover(String conversationId, boolean told, @Nullable OffsetDateTime doneUntil) {

}
