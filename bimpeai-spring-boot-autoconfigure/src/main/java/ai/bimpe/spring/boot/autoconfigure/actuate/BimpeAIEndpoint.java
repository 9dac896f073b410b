package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.util.StringUtils;

/**
 * Shows the message streams of this instance of the application, and pauses, resumes and
 * replays them. Tells nothing of the messages but their ids.
 *
 * @since 0.1.0
 */
@Endpoint(id = "bimpeai")
public final class BimpeAIEndpoint {

	private static final String FROM_RULE = "'from' must be the id of a message, or an ISO 8601 time such as "
			+ "2026-01-31T12:00:00Z";

	/** No id begins like this, but a time that is misspelt does. */
	private static final Pattern TIME = Pattern.compile("\\d{4}-.*");

	private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,255}");

	private final BimpeAIStreams streams;

	private final StreamOwners owners;

	private final LastErrors lastErrors;

	BimpeAIEndpoint(BimpeAIStreams streams, StreamOwners owners, LastErrors lastErrors) {
		this.streams = streams;
		this.owners = owners;
		this.lastErrors = lastErrors;
	}

	/**
	 * Return all streams.
	 * @return the streams by name, the oldest first
	 */
	@ReadOperation
	public StreamsDescriptor streams() {
		Map<String, StreamDescriptor> descriptors = new LinkedHashMap<>();
		this.owners.of(this.streams.all())
			.forEach((stream, owners) -> descriptors.put(stream.spec().name(), describe(stream, owners)));
		return new StreamsDescriptor(descriptors);
	}

	/**
	 * Return one stream.
	 * @param name the name of the stream
	 * @return the stream, or {@code null} when there is none of this name
	 */
	@ReadOperation
	public @Nullable StreamDescriptor stream(@Selector String name) {
		return this.streams.find(name).map(this::describe).orElse(null);
	}

	/**
	 * Pause, resume or replay a stream of this instance.
	 * @param name the name of the stream
	 * @param action {@code pause}, {@code resume} or {@code replay}
	 * @param from for {@code replay}: the id of the last message that is not wanted
	 * again, or the ISO 8601 time after which messages are
	 * @return the stream as it is now, or {@code null} when there is none of this name
	 * @throws InvalidEndpointRequestException when an argument is wrong; names it
	 */
	@WriteOperation
	public @Nullable StreamDescriptor change(@Selector String name, @Selector String action, @Nullable String from) {
		ManagedStream stream = this.streams.find(name).orElse(null);
		if (stream == null) {
			return null;
		}
		if (!action.equals("replay") && from != null) {
			throw invalid("'from' is for the action 'replay' only");
		}
		switch (action) {
			case "pause" -> stream.pause();
			case "resume" -> stream.resume();
			case "replay" -> replay(stream, from);
			default -> throw invalid("'action' must be 'pause', 'resume' or 'replay'");
		}
		return describe(stream);
	}

	private static void replay(ManagedStream stream, @Nullable String from) {
		if (!StringUtils.hasText(from)) {
			throw invalid(FROM_RULE);
		}
		if (TIME.matcher(from).matches()) {
			stream.replayFrom(time(from));
		}
		else if (stream.spec().conversationId() == null) {
			throw invalid("'from' must be an ISO 8601 time such as 2026-01-31T12:00:00Z, as the stream follows every "
					+ "conversation of an agent");
		}
		else if (ID.matcher(from).matches()) {
			stream.replayFrom(from);
		}
		else {
			throw invalid(FROM_RULE);
		}
	}

	private static Instant time(String from) {
		try {
			return OffsetDateTime.parse(from).toInstant();
		}
		catch (DateTimeException ex) {
			throw invalid(FROM_RULE);
		}
	}

	private static InvalidEndpointRequestException invalid(String problem) {
		return new InvalidEndpointRequestException(problem, problem);
	}

	private StreamDescriptor describe(ManagedStream stream) {
		return describe(stream, this.owners.of(List.of(stream)).getOrDefault(stream, new TreeMap<>()));
	}

	private StreamDescriptor describe(ManagedStream stream, SortedMap<Integer, String> owners) {
		return StreamDescriptor.of(stream, owners, this.lastErrors.of(stream.spec().name()));
	}

	/**
	 * The streams of this instance.
	 *
	 * @param streams the streams by name
	 * @since 0.1.0
	 */
	public record StreamsDescriptor(Map<String, StreamDescriptor> streams) implements OperationResponseBody {

	}

}
