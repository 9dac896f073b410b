package ai.bimpe.simulator.internal.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.simulator.internal.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The messages of one conversation in their order. Only grows, and can be read by open
 * streams at any time; a message in it never changes.
 *
 * @since 0.1.0
 */
public final class MessageLog {

	private final List<ObjectNode> messages = new ArrayList<>();

	private final Map<String, Integer> positions = new HashMap<>();

	MessageLog() {
	}

	MessageLog copy() {
		MessageLog copy = new MessageLog();
		all().forEach(copy::add);
		return copy;
	}

	/**
	 * Add a message.
	 * @param message the message
	 */
	public synchronized void add(ObjectNode message) {
		this.positions.put(Json.string(message, "id"), this.messages.size());
		this.messages.add(message);
	}

	/**
	 * Return the number of messages.
	 * @return the number
	 */
	public synchronized int size() {
		return this.messages.size();
	}

	/**
	 * Return the message at a position.
	 * @param position the position, from 0
	 * @return the message, or {@code null} beyond the end
	 */
	public synchronized @Nullable ObjectNode at(int position) {
		return (position < this.messages.size()) ? this.messages.get(position) : null;
	}

	/**
	 * Find the position of a message.
	 * @param id the id of the message
	 * @return the position, or -1 when there is no such message
	 */
	public synchronized int positionOf(String id) {
		return this.positions.getOrDefault(id, -1);
	}

	/**
	 * Find the first message whose id sorts after another one, as those of later messages
	 * do.
	 * @param id the other id
	 * @return its position, or the number of messages when there is none
	 */
	public synchronized int positionAfter(String id) {
		for (int i = 0; i < this.messages.size(); i++) {
			if (Json.string(this.messages.get(i), "id").compareTo(id) > 0) {
				return i;
			}
		}
		return this.messages.size();
	}

	/**
	 * Find the first message that is newer than a time.
	 * @param time the time
	 * @param inclusive whether a message of exactly that time counts as newer
	 * @return its position, or the number of messages when none is newer
	 */
	public synchronized int positionAfter(Instant time, boolean inclusive) {
		for (int i = 0; i < this.messages.size(); i++) {
			int order = Instant.parse(Json.string(this.messages.get(i), "created_at")).compareTo(time);
			if (order > 0 || (inclusive && order == 0)) {
				return i;
			}
		}
		return this.messages.size();
	}

	/**
	 * Return all messages.
	 * @return the messages
	 */
	public synchronized List<ObjectNode> all() {
		return new ArrayList<>(this.messages);
	}

}
