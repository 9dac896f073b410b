package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.util.List;
import java.util.stream.Stream;

import ai.bimpe.spring.stream.ManagedStream;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A page of the conversations of a stream that are not well on this instance of the
 * application: those that cannot be followed, and those that are parked.
 *
 * @param page the number of the page, from 0
 * @param size how many conversations a page has
 * @param total how many conversations there are on all pages
 * @param conversations the conversations of this page, each kind with the oldest problem
 * first
 * @since 0.1.0
 */
public record ConversationsDescriptor(int page, int size, int total,
		List<ConversationDescriptor> conversations) implements OperationResponseBody {

	static ConversationsDescriptor of(ManagedStream stream, int page, int size) {
		List<ConversationDescriptor> all = Stream
			.concat(stream.unreachable().stream().map(ConversationDescriptor::of),
					stream.parked().stream().map(ConversationDescriptor::of))
			.toList();
		return new ConversationsDescriptor(page, size, all.size(),
				all.stream().skip((long) page * size).limit(size).toList());
	}

}
