package ai.bimpe.simulator.core;

import java.time.Instant;

/**
 * An event stream that a client holds open.
 *
 * @param agentId the agent of the conversation
 * @param conversationId the conversation
 * @param openedAt when it was opened, by the clock of the simulator
 * @param eventsSent how many message events were written to it
 * @since 0.1.0
 */
public record OpenStream(String agentId, String conversationId, Instant openedAt, int eventsSent) {

}
