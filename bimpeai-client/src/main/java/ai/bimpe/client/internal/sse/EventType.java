package ai.bimpe.client.internal.sse;

import java.nio.charset.StandardCharsets;

/**
 * Name of a type of events, prepared once for comparison with many.
 *
 * @since 0.1.0
 */
public final class EventType {

	/**
	 * Type of an event that names none.
	 */
	public static final EventType MESSAGE = new EventType("message");

	private final String name;

	private final byte[] bytes;

	private EventType(String name) {
		this.name = name;
		this.bytes = name.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Prepare a type.
	 * @param name the name, compared case-sensitively
	 * @return the type
	 */
	public static EventType of(String name) {
		return new EventType(name);
	}

	boolean matches(ByteAccumulator type) {
		return type.contentEquals(this.bytes);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof EventType type && this.name.equals(type.name);
	}

	@Override
	public int hashCode() {
		return this.name.hashCode();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
