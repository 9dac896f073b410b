package ai.bimpe.client.internal.sse;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Parser of one event stream. Bytes are fed as they come, cut anywhere; each event is
 * parsed only when asked for. Not safe for use by several threads at once.
 *
 * <pre class="code">
 * parser.feed(bytes, 0, bytes.length);
 * while (parser.advance()) {
 *     use(parser.take());
 * }
 * </pre>
 *
 * @param <T> what events are turned into
 * @since 0.1.0
 */
public final class EventStreamParser<T> {

	private enum Part {

		NAME, SPACE, VALUE

	}

	private static final byte[] NONE = {};

	private final int maxEventSize;

	private final EventHandler<T> handler;

	private final LastEventId lastEventId;

	private final PendingEvent event;

	private final RetryField retry = new RetryField();

	private byte[] bytes = NONE;

	private int position;

	private int limit;

	private Part part = Part.NAME;

	private long name = EventField.NO_NAME;

	private EventField field = EventField.UNKNOWN;

	private boolean firstLine = true;

	private boolean afterCarriageReturn;

	private boolean ready;

	private boolean reported;

	/**
	 * Create a parser at the start of a stream.
	 * @param maxEventSize greatest size of an event's data and type, and of an id, in
	 * bytes
	 * @param handler receives what the stream carries
	 * @throws IllegalArgumentException if the size is not positive
	 */
	public EventStreamParser(int maxEventSize, EventHandler<T> handler) {
		this.maxEventSize = checkSize(maxEventSize);
		this.handler = Objects.requireNonNull(handler, "handler");
		this.lastEventId = new LastEventId(maxEventSize);
		this.event = new PendingEvent(maxEventSize, this.lastEventId);
	}

	static int checkSize(int maxEventSize) {
		if (maxEventSize <= 0) {
			throw new IllegalArgumentException("'maxEventSize' must be positive, but is " + maxEventSize);
		}
		return maxEventSize;
	}

	/**
	 * Give the parser the next bytes of the stream. They must not change until
	 * {@link #advance()} has returned {@code false}.
	 * @param bytes the array to read from
	 * @param offset index of the first byte to read
	 * @param length number of bytes to read
	 * @throws IllegalStateException if bytes given before are not used up
	 */
	public void feed(byte[] bytes, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		if (this.ready || this.position < this.limit) {
			throw new IllegalStateException("Bytes fed before are not used up");
		}
		this.bytes = bytes;
		this.position = offset;
		this.limit = offset + length;
	}

	/**
	 * Parse up to the next event that can be taken. Does nothing while there is one.
	 * @return whether there is an event to take; if not, all bytes fed are used up
	 */
	public boolean advance() {
		while (!this.ready && this.position < this.limit) {
			switch (this.part) {
				case NAME -> readLine();
				case SPACE -> readSpace();
				case VALUE -> readValue();
			}
		}
		if (!this.ready) {
			if (this.event.takeGrown()) {
				this.handler.progressed();
			}
			this.event.detach();
			this.lastEventId.detach();
			this.bytes = NONE;
		}
		return this.ready;
	}

	/**
	 * Take the event that {@link #advance()} stopped at.
	 * @return what the handler made of it, {@code null} for nothing
	 * @throws IllegalStateException if there is no event to take
	 */
	public @Nullable T take() {
		if (!this.ready) {
			throw new IllegalStateException("No event to take");
		}
		this.ready = false;
		this.handler.progressed();
		if (this.event.isTooLarge()) {
			return this.handler.oversize(new EventTooLargeException(this.maxEventSize), this.event.eventId());
		}
		try {
			return this.handler.event(this.event);
		}
		finally {
			nextEvent();
		}
	}

	/**
	 * Tell whether an event or a line has begun that has not come to its end.
	 * @return whether something is lost when the stream ends here
	 */
	public boolean isTruncated() {
		boolean line = (this.part != Part.NAME) ? this.field != EventField.COMMENT : this.name != EventField.NO_NAME;
		return line || this.event.isBegun() || this.lastEventId.isOfEvent();
	}

	private void readLine() {
		if (this.name == EventField.NO_NAME && this.limit - this.position >= Long.BYTES) {
			EventField known = EventField.beginning(LineScanner.at(this.bytes, this.position));
			if (known != null) {
				this.afterCarriageReturn = false;
				readKnown(known);
				return;
			}
		}
		readName();
	}

	private void readKnown(EventField known) {
		int from = this.position + known.prefixLength();
		if (this.bytes[from] == ' ') {
			from++;
		}
		int end = LineScanner.endOfLine(this.bytes, from, this.limit);
		boolean ascii = end >= 0;
		int to = ascii ? end : ~end;
		this.position = to;
		if (to < this.limit) {
			endLine(this.bytes[this.position++]);
			line(known, from, to, ascii);
		}
		else {
			begin(known);
			this.part = Part.VALUE;
			value(from, to, ascii, false);
		}
	}

	private void line(EventField known, int from, int to, boolean ascii) {
		switch (known) {
			case DATA -> this.event.dataLine(this.bytes, from, to, ascii);
			case EVENT -> this.event.typeLine(this.bytes, from, to);
			default -> {
				if (!this.lastEventId.line(this.bytes, from, to)) {
					this.event.skip();
				}
			}
		}
		reportOversize();
	}

	private void readName() {
		if (this.afterCarriageReturn) {
			this.afterCarriageReturn = false;
			if (this.bytes[this.position] == '\n') {
				this.position++;
				return;
			}
		}
		byte[] bytes = this.bytes;
		int position = this.position;
		long name = this.name;
		while (position < this.limit) {
			byte next = bytes[position++];
			if (next == ':') {
				this.position = position;
				begin(EventField.named(name));
				this.part = Part.SPACE;
				return;
			}
			if (next == '\n' || next == '\r') {
				this.position = position;
				endNameOnly(name, next);
				return;
			}
			name = EventField.append(name, next);
			if (name == EventField.BYTE_ORDER_MARK && this.firstLine) {
				this.firstLine = false;
				name = EventField.NO_NAME;
			}
		}
		this.position = position;
		this.name = name;
	}

	private void endNameOnly(long name, byte terminator) {
		endLine(terminator);
		if (name == EventField.NO_NAME) {
			dispatch();
		}
		else {
			begin(EventField.named(name));
			value(this.position, this.position, true, true);
		}
	}

	private void readSpace() {
		if (this.bytes[this.position] == ' ') {
			this.position++;
		}
		this.part = Part.VALUE;
	}

	private void readValue() {
		int from = this.position;
		int end = LineScanner.endOfLine(this.bytes, from, this.limit);
		boolean ascii = end >= 0;
		int to = ascii ? end : ~end;
		this.position = to;
		boolean complete = to < this.limit;
		if (complete) {
			endLine(this.bytes[this.position++]);
		}
		value(from, to, ascii, complete);
	}

	private void endLine(byte terminator) {
		this.afterCarriageReturn = terminator == '\r';
		this.firstLine = false;
		this.part = Part.NAME;
		this.name = EventField.NO_NAME;
	}

	private void begin(EventField field) {
		this.field = field;
		switch (field) {
			case DATA -> this.event.beginData();
			case EVENT -> this.event.beginType();
			case ID -> this.lastEventId.begin();
			case RETRY -> this.retry.begin();
			case COMMENT, UNKNOWN -> {
			}
		}
	}

	private void value(int from, int to, boolean ascii, boolean complete) {
		switch (this.field) {
			case DATA -> this.event.data(this.bytes, from, to, ascii);
			case EVENT -> this.event.type(this.bytes, from, to);
			case ID -> id(from, to, complete);
			case RETRY -> retry(from, to, complete);
			case COMMENT -> comment(complete);
			case UNKNOWN -> {
			}
		}
		reportOversize();
	}

	private void reportOversize() {
		if (this.event.isTooLarge() && !this.reported) {
			this.reported = true;
			this.ready = true;
		}
	}

	private void id(int from, int to, boolean complete) {
		if (!this.lastEventId.append(this.bytes, from, to)) {
			this.event.skip();
		}
		if (complete) {
			this.lastEventId.complete();
		}
	}

	private void retry(int from, int to, boolean complete) {
		this.retry.append(this.bytes, from, to);
		Duration delay = complete ? this.retry.delay() : null;
		if (delay != null) {
			this.handler.retry(delay);
		}
	}

	private void comment(boolean complete) {
		if (complete) {
			this.handler.progressed();
		}
	}

	private void dispatch() {
		this.ready = this.event.complete();
		this.reported = false;
		if (!this.ready) {
			if (this.event.isBegun()) {
				this.handler.progressed();
			}
			nextEvent();
		}
	}

	private void nextEvent() {
		this.event.clear();
		this.lastEventId.nextEvent();
	}

}
