package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.util.StringUtils;

/**
 * Shows the message streams of this instance of the application and their conversations
 * that are not well, and changes them where access to it is unrestricted. Reports nothing
 * of the messages but their ids.
 *
 * @since 0.1.0
 */
@Endpoint(id = "bimpeai", defaultAccess = Access.READ_ONLY)
public final class BimpeAIEndpoint {

	private static final String FROM_RULE = "'from' must be the id of a message, or an ISO 8601 time such as "
			+ "2026-01-31T12:00:00Z";

	/** No id begins like this, but a time that is misspelt does. */
	private static final Pattern TIME = Pattern.compile("\\d{4}-.*");

	private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,255}");

	private static final String CONVERSATIONS = "conversations";

	private static final int PAGE_SIZE = 100;

	private static final int LARGEST_PAGE_SIZE = 1000;

	private final BimpeAIStreams streams;

	private final StreamOwners owners;

	private final LastErrors lastErrors;

	private final ClientDescriptors clients;

	BimpeAIEndpoint(BimpeAIStreams streams, StreamOwners owners, LastErrors lastErrors, ClientDescriptors clients) {
		this.streams = streams;
		this.owners = owners;
		this.lastErrors = lastErrors;
		this.clients = clients;
	}

	/**
	 * Return all streams, and the settings of the clients.
	 * @return the streams by name, the oldest first
	 */
	@ReadOperation
	public StreamsDescriptor streams() {
		Map<String, StreamDescriptor> descriptors = new LinkedHashMap<>();
		this.owners.of(this.streams.all())
			.forEach((stream, owners) -> descriptors.put(stream.spec().name(), describe(stream, owners)));
		return new StreamsDescriptor(descriptors, this.clients.all());
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
	 * Return the conversations of a stream that are not well on this instance, page by
	 * page.
	 * @param name the name of the stream
	 * @param view {@code conversations}
	 * @param page the number of the page, from 0; {@code null} for the first
	 * @param size the number of conversations on a page, up to 1000; {@code null} for 100
	 * @return the page, or {@code null} when there is no stream of this name, or no such
	 * view
	 * @throws InvalidEndpointRequestException when an argument is wrong; names it
	 */
	@ReadOperation
	public @Nullable ConversationsDescriptor conversations(@Selector String name, @Selector String view,
			@Nullable Integer page, @Nullable Integer size) {
		ManagedStream stream = view.equals(CONVERSATIONS) ? this.streams.find(name).orElse(null) : null;
		if (stream == null) {
			return null;
		}
		if (page != null && page < 0) {
			throw invalid("'page' must be 0 or more");
		}
		if (size != null && (size < 1 || size > LARGEST_PAGE_SIZE)) {
			throw invalid("'size' must be from 1 to " + LARGEST_PAGE_SIZE);
		}
		return ConversationsDescriptor.of(stream, (page != null) ? page : 0, (size != null) ? size : PAGE_SIZE);
	}

	/**
	 * Start, pause or resume a stream of this instance, or of all instances.
	 * @param name the name of the stream
	 * @param action {@code start}, {@code pause}, {@code resume},
	 * {@code pause-everywhere} or {@code resume-everywhere}
	 * @return the stream as it is now, or {@code null} when there is none of this name
	 * @throws InvalidEndpointRequestException when an argument is wrong; names it
	 */
	@WriteOperation
	public @Nullable StreamDescriptor change(@Selector String name, @Selector String action) {
		return change(name, (stream) -> {
			switch (action) {
				case "start" -> stream.start();
				case "pause" -> stream.pause();
				case "resume" -> stream.resume();
				case "pause-everywhere" -> stream.pauseEverywhere();
				case "resume-everywhere" -> stream.resumeEverywhere();
				case "replay" -> throw invalid(FROM_RULE);
				default -> throw invalid("'action' must be 'start', 'pause', 'resume', "
						+ "'pause-everywhere', 'resume-everywhere' or 'replay'");
			}
		});
	}

	/**
	 * Replay a stream of this instance.
	 * @param name the name of the stream
	 * @param action {@code replay}
	 * @param from the id of the last message that is not wanted again, or the ISO 8601
	 * time after which messages are
	 * @return the stream as it is now, or {@code null} when there is none of this name
	 * @throws InvalidEndpointRequestException when an argument is wrong; names it
	 */
	@WriteOperation
	public @Nullable StreamDescriptor replay(@Selector String name, @Selector String action, @Nullable String from) {
		if (!action.equals("replay")) {
			if (from != null) {
				throw invalid("'from' is for the action 'replay' only");
			}
			return change(name, action);
		}
		return change(name, (stream) -> replay(stream, from));
	}

	/**
	 * Deliver the message of a parked conversation again now, or skip it where it has no
	 * id.
	 * @param name the name of the stream
	 * @param action {@code retry} or {@code skip}
	 * @param conversationId the id of the conversation
	 * @return the stream as it is now, or {@code null} when there is none of this name
	 * @throws InvalidEndpointRequestException when an argument is wrong; names it
	 */
	@WriteOperation
	public @Nullable StreamDescriptor retry(@Selector String name, @Selector String action,
			@Selector String conversationId) {
		return change(name, (stream) -> {
			switch (action) {
				case "retry" -> stream.retry(conversationId);
				case "skip" -> stream.skip(conversationId);
				default -> throw invalid("'action' on a conversation must be 'retry', 'skip' or 'replay'");
			}
		});
	}

	/**
	 * Skip the message of a parked conversation, or continue the conversation behind
	 * another one.
	 * @param name the name of the stream
	 * @param action {@code skip} or {@code replay}
	 * @param conversationId the id of the conversation
	 * @param message for {@code skip} the id of the message that is parked; for
	 * {@code replay} the id of the last message that is not wanted, or the ISO 8601 time
	 * after which messages are
	 * @return the stream as it is now, or {@code null} when there is none of this name
	 * @throws InvalidEndpointRequestException when an argument is wrong; names it
	 */
	@WriteOperation
	public @Nullable StreamDescriptor skip(@Selector String name, @Selector String action,
			@Selector String conversationId, @Selector String message) {
		return change(name, (stream) -> {
			switch (action) {
				case "skip" -> stream.skip(conversationId, message);
				case "replay" -> replay(stream, conversationId, message);
				default -> throw invalid("'action' on a message must be 'skip' or 'replay'");
			}
		});
	}

	private @Nullable StreamDescriptor change(String name, Consumer<ManagedStream> action) {
		ManagedStream stream = this.streams.find(name).orElse(null);
		if (stream == null) {
			return null;
		}
		action.accept(stream);
		return describe(stream);
	}

	private static void replay(ManagedStream stream, String conversationId, String from) {
		if (TIME.matcher(from).matches()) {
			stream.replayFrom(conversationId, time(from));
		}
		else if (ID.matcher(from).matches()) {
			stream.replayFrom(conversationId, from);
		}
		else {
			throw invalid(FROM_RULE);
		}
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
	 * The streams of this instance, and the clients.
	 *
	 * @param streams the streams by name
	 * @param clients the settings of the clients by the names of the accounts
	 * @since 0.1.0
	 */
	public record StreamsDescriptor(Map<String, StreamDescriptor> streams,
			Map<String, ClientDescriptor> clients) implements OperationResponseBody {

	}

}
