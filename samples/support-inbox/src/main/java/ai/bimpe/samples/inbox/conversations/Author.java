package ai.bimpe.samples.inbox.conversations;

/**
 * Who wrote a message.
 *
 * @param kind {@code customer}, {@code agent} or {@code team}
 * @param name what to call them
 */
public record Author(String kind, String name) {

}
