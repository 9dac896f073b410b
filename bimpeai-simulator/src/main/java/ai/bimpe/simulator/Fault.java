package ai.bimpe.simulator;

import java.time.Duration;
import java.util.Map;

import ai.bimpe.simulator.core.Chaos;
import ai.bimpe.simulator.internal.faults.FaultOption;
import ai.bimpe.simulator.internal.faults.FaultRegistry;
import ai.bimpe.simulator.internal.faults.FaultSpec;
import ai.bimpe.simulator.internal.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A scripted fault. The methods can be combined: one fault may wait, answer with a
 * status, and name a time to try again. Say everything before the request arrives that
 * the fault is meant for.
 *
 * @since 0.1.0
 * @see Simulator#on(String)
 */
public final class Fault {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private final FaultRegistry registry;

	private final FaultSpec spec = new FaultSpec();

	private boolean inForce;

	Fault(FaultRegistry registry, @Nullable String operationId) {
		this.registry = registry;
		if (operationId != null) {
			this.spec.set(FaultOption.OPERATION, JSON.stringNode(operationId));
		}
	}

	/**
	 * Apply to a number of requests only, and to all further ones no more.
	 * @param requests the number
	 * @return this fault
	 */
	public Fault times(int requests) {
		this.spec.set(FaultOption.TIMES, JSON.numberNode(requests));
		return this;
	}

	/**
	 * Apply only to requests whose path contains a text, such as an id.
	 * @param text the text
	 * @return this fault
	 */
	public Fault whenPathContains(String text) {
		this.spec.set(FaultOption.PATH, JSON.stringNode(text));
		return this;
	}

	/**
	 * Answer with a status and the error body that belongs to it.
	 * @param status the HTTP status
	 * @return this fault
	 */
	public Fault respond(int status) {
		return with(FaultOption.STATUS, JSON.numberNode(status));
	}

	/**
	 * Answer with a status and an error body with a code.
	 * @param status the HTTP status
	 * @param code the code, such as {@code agent_limit_reached}
	 * @return this fault
	 */
	public Fault respond(int status, String code) {
		return with(FaultOption.CODE, JSON.stringNode(code)).respond(status);
	}

	/**
	 * Answer with a status and a body as it is, whatever it is.
	 * @param status the HTTP status
	 * @param contentType the type of the body
	 * @param body the body
	 * @return this fault
	 */
	public Fault respondRaw(int status, String contentType, String body) {
		return with(FaultOption.CONTENT_TYPE, JSON.stringNode(contentType))
			.with(FaultOption.BODY, JSON.stringNode(body))
			.respond(status);
	}

	/**
	 * Send a {@code Retry-After} header in whole seconds.
	 * @param delay the time to name
	 * @return this fault
	 */
	public Fault retryAfter(Duration delay) {
		return retryAfter(Long.toString(delay.toSeconds()));
	}

	/**
	 * Send a {@code Retry-After} header, for example an HTTP date.
	 * @param value the value as it is
	 * @return this fault
	 */
	public Fault retryAfter(String value) {
		return with(FaultOption.RETRY_AFTER, JSON.stringNode(value));
	}

	/**
	 * Send a further header, or another value of one that is sent anyway.
	 * @param name the name
	 * @param value the value
	 * @return this fault
	 */
	public Fault header(String name, String value) {
		this.spec.header(name, value);
		return enforce();
	}

	/**
	 * Hold the answer back. The operation itself is done when the request arrives.
	 * @param delay how long
	 * @return this fault
	 */
	public Fault delay(Duration delay) {
		return with(FaultOption.DELAY_MS, millis(delay));
	}

	/**
	 * Send the body bit by bit.
	 * @param bytes how many bytes at once
	 * @param pause the time before each part
	 * @return this fault
	 */
	public Fault slowBody(int bytes, Duration pause) {
		return with(FaultOption.SLOW_BYTES, JSON.numberNode(bytes)).with(FaultOption.SLOW_DELAY_MS, millis(pause));
	}

	/**
	 * Declare the whole length of the body, and close the connection in the middle of it.
	 * @return this fault
	 */
	public Fault cutBody() {
		return with(FaultOption.CUT_BODY, JSON.booleanNode(true));
	}

	/**
	 * Reset the connection instead of answering. The operation is not done.
	 * @return this fault
	 */
	public Fault resetConnection() {
		return with(FaultOption.RESET, JSON.booleanNode(true));
	}

	/**
	 * Never answer. The operation is not done.
	 * @return this fault
	 */
	public Fault hang() {
		return with(FaultOption.HANG, JSON.booleanNode(true));
	}

	/**
	 * Do the operation although its answer is replaced or lost, as when a server fails
	 * after it has written to its database.
	 * @return this fault
	 */
	public Fault afterDoingIt() {
		return with(FaultOption.EXECUTE, JSON.booleanNode(true));
	}

	/**
	 * Drop the connection of a stream.
	 * @param events after how many message events
	 * @return this fault
	 */
	public Fault dropAfterEvents(int events) {
		return with(FaultOption.DROP_AFTER, JSON.numberNode(events));
	}

	/**
	 * End a stream in good order.
	 * @param events after how many message events
	 * @return this fault
	 */
	public Fault endAfterEvents(int events) {
		return with(FaultOption.END_AFTER, JSON.numberNode(events));
	}

	/**
	 * Keep the connection of a stream and send nothing more, not even heartbeats.
	 * @param events after how many message events
	 * @return this fault
	 */
	public Fault silentAfterEvents(int events) {
		return with(FaultOption.SILENT_AFTER, JSON.numberNode(events));
	}

	/**
	 * Begin a stream with messages that are older than the cursor asks for.
	 * @param messages how many
	 * @return this fault
	 */
	public Fault replayOlder(int messages) {
		return with(FaultOption.REPLAY_EXTRA, JSON.numberNode(messages));
	}

	/**
	 * Send each message of a stream twice.
	 * @return this fault
	 */
	public Fault duplicateEvents() {
		return with(FaultOption.DUPLICATE, JSON.booleanNode(true));
	}

	/**
	 * Send an event whose data is no JSON.
	 * @param number before which message event, counted from 1
	 * @return this fault
	 */
	public Fault malformedBefore(int number) {
		return with(FaultOption.MALFORMED_AT, JSON.numberNode(number));
	}

	/**
	 * Send a message event without an id line.
	 * @param number which message event, counted from 1
	 * @return this fault
	 */
	public Fault withoutId(int number) {
		return with(FaultOption.WITHOUT_ID_AT, JSON.numberNode(number));
	}

	/**
	 * Send a very large event.
	 * @param number before which message event, counted from 1
	 * @param bytes how large
	 * @return this fault
	 */
	public Fault oversizeBefore(int number, int bytes) {
		return with(FaultOption.OVERSIZE_BYTES, JSON.numberNode(bytes)).with(FaultOption.OVERSIZE_AT,
				JSON.numberNode(number));
	}

	/**
	 * Begin a stream with a {@code retry} field.
	 * @param value the value as it is
	 * @return this fault
	 */
	public Fault retryField(String value) {
		return with(FaultOption.RETRY, JSON.stringNode(value));
	}

	/**
	 * Send a comment line before each message of a stream.
	 * @param text the comment
	 * @return this fault
	 */
	public Fault comment(String text) {
		return with(FaultOption.COMMENT, JSON.stringNode(text));
	}

	/**
	 * Begin a stream with a byte order mark.
	 * @return this fault
	 */
	public Fault byteOrderMark() {
		return with(FaultOption.BOM, JSON.booleanNode(true));
	}

	/**
	 * End the lines of a stream in another way.
	 * @param lineEnd {@code cr}, {@code lf} or {@code crlf}
	 * @return this fault
	 */
	public Fault lineEnd(String lineEnd) {
		return with(FaultOption.LINE_END, JSON.stringNode(lineEnd));
	}

	/**
	 * Write a stream in small pieces.
	 * @param bytes how many bytes at once
	 * @return this fault
	 */
	public Fault chunks(int bytes) {
		return with(FaultOption.CHUNK_BYTES, JSON.numberNode(bytes));
	}

	/**
	 * Let chance decide. The same seed gives each path the same faults in the same order.
	 * @param chaos the seed and the probabilities
	 * @return this fault
	 */
	public Fault chaos(Chaos chaos) {
		ObjectNode json = Json.object().put("seed", chaos.seed());
		chaos.probabilities().forEach((kind, probability) -> json.put(kind.key(), probability));
		return with(FaultOption.CHAOS, json);
	}

	/**
	 * Return how many requests this fault was applied to.
	 * @return the number
	 */
	public int applied() {
		return this.spec.applied();
	}

	/**
	 * Return how often the chaos of this fault has struck.
	 * @return the number of faults of each kind; kinds that never struck are absent
	 */
	public Map<Chaos.Kind, Integer> strikes() {
		return this.spec.strikes();
	}

	/**
	 * Take this fault out of force.
	 */
	public void remove() {
		this.registry.remove(this.spec);
	}

	private Fault with(FaultOption option, JsonNode value) {
		this.spec.set(option, value);
		return enforce();
	}

	private synchronized Fault enforce() {
		if (!this.inForce) {
			this.inForce = true;
			this.registry.add(this.spec);
		}
		return this;
	}

	private static JsonNode millis(Duration duration) {
		return JSON.numberNode(Math.toIntExact(duration.toMillis()));
	}

}
