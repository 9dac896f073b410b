package ai.bimpe.spring.stream;

/**
 * This instance of the application has become the owner of a managed stream, or is no
 * longer. Without a cluster it becomes the owner when the stream is opened. That a stream
 * was closed is no such event.
 *
 * @param stream the name of the stream
 * @param agentId the id of the agent
 * @param shard the number of the shard, from 0; always 0 for a stream that is not split
 * @param owned whether this instance is the owner now
 * @since 0.1.0
 */
public record StreamOwnershipChangedEvent(String stream, String agentId, int shard, boolean owned) {

}
