package ai.bimpe.spring.stream;

import java.util.List;
import java.util.Optional;

import ai.bimpe.client.errors.UserException;

/**
 * The message streams of the application context: those of {@code bimpeai.streams.*},
 * those of accounts, which are named {@code <account>.<stream>}, and those subscribed to
 * at run time. Each is opened when the context starts, reconnects for ever, publishes
 * every message as a {@link MessageReceivedEvent}, and is closed before the beans of the
 * context are destroyed. Safe to share between threads.
 *
 * <p>
 * A stream delivers the messages of a conversation one after the other, and those of
 * several conversations concurrently. A slow listener slows down its own stream only.
 * Where the context is stopped and started again, a stream goes on after the last message
 * that it delivered.
 *
 * @since 0.1.0
 */
public interface BimpeAIStreams {

	/**
	 * Follow one more conversation or agent. Unless it is to be opened by
	 * {@link ManagedStream#start()}, the stream is opened at once, or together with the
	 * context when that has not started yet.
	 * @param spec what to follow, and the name of the stream
	 * @return the stream
	 * @throws UserException when there is a stream of this name already, when there is no
	 * such account, or when it is to be transactional and cannot be
	 */
	ManagedStream subscribe(StreamSpec spec);

	/**
	 * Return all streams that were not stopped by hand.
	 * @return the streams, the oldest first; failed ones included
	 */
	List<ManagedStream> all();

	/**
	 * Find a stream by its name.
	 * @param name the name of the stream
	 * @return the stream
	 */
	default Optional<ManagedStream> find(String name) {
		return all().stream().filter((stream) -> stream.spec().name().equals(name)).findFirst();
	}

}
