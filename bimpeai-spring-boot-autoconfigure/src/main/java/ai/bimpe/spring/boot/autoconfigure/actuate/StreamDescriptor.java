package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * How a stream is doing on this instance of the application.
 *
 * @param state how it is doing
 * @param account the name of the account, {@code default} for the default client
 * @param agentId the id of the agent
 * @param conversationId the id of the conversation, {@code null} for every conversation
 * of the agent
 * @param shards the number of shards of the stream
 * @param owners by the number of each shard the id of the instance that owns it:
 * {@code local} without a cluster, {@code none} when it has no owner, {@code unknown}
 * when the store could not be asked
 * @param ownedShards which of the shards this instance owns
 * @param checkpoint how far it was delivered, {@code null} when that is not known here
 * @param lag how long ago the oldest message was received that is neither acknowledged
 * nor parked
 * @param waitsFor what the stream waits for, {@code null} unless it is
 * {@link StreamState#WAITING}
 * @param waitsSince since when it waits for that
 * @param unreachableConversations how many conversations cannot be followed on this
 * instance
 * @param parkedConversations how many conversations are parked on this instance
 * @param parked those of them that are parked the longest, 100 at most
 * @param silence how long ago an event or a comment, or a part of an event, came in on
 * the connection that is silent for the longest time, {@code null} while none is open
 * @param lastError what went wrong last, {@code null} for nothing
 * @param settings every setting of the stream, the defaults included
 * @since 0.1.0
 */
public record StreamDescriptor(StreamState state, String account, String agentId, @Nullable String conversationId,
		int shards, SortedMap<Integer, String> owners, SortedSet<Integer> ownedShards, @Nullable Checkpoint checkpoint,
		Duration lag, StreamProblem.@Nullable Cause waitsFor, @Nullable Instant waitsSince,
		int unreachableConversations, int parkedConversations, List<ParkedConversation> parked,
		@Nullable Duration silence, @Nullable StreamError lastError,
		StreamSpec settings) implements OperationResponseBody {

	private static final int MAX_PARKED = 100;

	static StreamDescriptor of(ManagedStream stream, SortedMap<Integer, String> owners, @Nullable StreamError heard) {
		StreamSpec spec = stream.spec();
		StreamProblem problem = stream.problem();
		Throwable failure = stream.failure();
		StreamError lastError = (failure != null && (heard == null || !heard.isOf(failure)))
				? StreamError.of(failure, null) : heard;
		List<ParkedConversation> parked = stream.parked();
		return new StreamDescriptor(stream.state(), spec.account(), spec.agentId(), spec.conversationId(),
				shards(stream), owners, new TreeSet<>(stream.ownedShards()), stream.checkpoint(), stream.lag(),
				(problem != null) ? problem.cause() : null, (problem != null) ? problem.since() : null,
				stream.unreachable().size(), parked.size(), parked.stream().limit(MAX_PARKED).toList(),
				stream.silence(), lastError, spec);
	}

	static int shards(ManagedStream stream) {
		StreamSpec spec = stream.spec();
		return (spec.conversationId() != null) ? 1 : spec.agentSettings().shards();
	}

}
