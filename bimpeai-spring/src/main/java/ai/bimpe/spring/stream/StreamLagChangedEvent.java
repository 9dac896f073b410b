package ai.bimpe.spring.stream;

import java.time.Duration;

/**
 * The lag of a managed stream has exceeded its threshold, or no longer does.
 *
 * @param stream the name of the stream
 * @param agentId the id of the agent
 * @param lag the age of the oldest message that is not acknowledged
 * @param exceeded whether it exceeds the threshold now
 * @since 0.1.0
 * @see ManagedStream#lag()
 * @see StreamSpec#lagThreshold()
 */
public record StreamLagChangedEvent(String stream, String agentId, Duration lag, boolean exceeded) {

}
