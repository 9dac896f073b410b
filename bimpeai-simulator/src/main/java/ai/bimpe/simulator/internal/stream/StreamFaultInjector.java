package ai.bimpe.simulator.internal.stream;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

import ai.bimpe.simulator.core.Chaos;
import ai.bimpe.simulator.internal.faults.FaultOption;
import ai.bimpe.simulator.internal.faults.FaultSpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the messages of one stream into the bytes to write, as they are or with the
 * faults that were scripted for it.
 *
 * @since 0.1.0
 */
final class StreamFaultInjector {

	private static final int NEVER = Integer.MAX_VALUE;

	private static final int DEFAULT_OVERSIZE = 2 * 1024 * 1024;

	private static final int MAX_RANDOM_PART = 64;

	private static final int MAX_RANDOM_PAUSE = 20;

	private static final int MAX_RANDOM_REPLAY = 32;

	private final FaultSpec fault;

	private final EventStreamEncoder encoder;

	private final SplittableRandom random;

	/** Heartbeats come by the clock: their parts must not change what befalls events. */
	private final SplittableRandom partRandom;

	private int sent;

	StreamFaultInjector(FaultSpec fault, SplittableRandom random) {
		this.fault = fault;
		this.encoder = new EventStreamEncoder(fault);
		this.random = random;
		this.partRandom = random.split();
	}

	/**
	 * Return what is due before another event is looked for.
	 * @return what to do
	 */
	Action action() {
		if (this.sent >= this.fault.number(FaultOption.DROP_AFTER, NEVER)) {
			return Action.DROP;
		}
		if (this.sent >= this.fault.number(FaultOption.END_AFTER, NEVER)) {
			return Action.END;
		}
		return (this.sent >= this.fault.number(FaultOption.SILENT_AFTER, NEVER)) ? Action.STALL : Action.CONTINUE;
	}

	Step next(String conversationId, ObjectNode message) {
		int number = ++this.sent;
		byte[] event = this.encoder.message(conversationId, message, number != at(FaultOption.WITHOUT_ID_AT));
		if (strikes(Chaos.Kind.DROP)) {
			return new Step(new byte[0], Action.DROP);
		}
		if (strikes(Chaos.Kind.END)) {
			return new Step(new byte[0], Action.END);
		}
		if (strikes(Chaos.Kind.STALL)) {
			return new Step(new byte[0], Action.STALL);
		}
		if (strikes(Chaos.Kind.TRUNCATE)) {
			return new Step(Arrays.copyOf(event, 1 + this.random.nextInt(event.length - 1)), Action.DROP);
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(event.length);
		addExtras(bytes, number);
		bytes.writeBytes(event);
		if (this.fault.has(FaultOption.DUPLICATE) || strikes(Chaos.Kind.DUPLICATE)) {
			bytes.writeBytes(event);
		}
		return new Step(bytes.toByteArray(), Action.CONTINUE);
	}

	byte[] beginning() {
		return this.encoder.beginning(this.fault);
	}

	byte[] heartbeat(long now) {
		return this.encoder.heartbeat(now);
	}

	int extraReplay() {
		int extra = this.fault.number(FaultOption.REPLAY_EXTRA, 0);
		return strikes(Chaos.Kind.REPLAY) ? extra + 1 + this.random.nextInt(MAX_RANDOM_REPLAY) : extra;
	}

	/**
	 * Return how much of some bytes to write at once.
	 * @param available the number of bytes
	 * @return how many of them
	 */
	int partOf(int available) {
		int part = this.fault.number(FaultOption.CHUNK_BYTES, available);
		if (available > 1 && this.fault.strikes(Chaos.Kind.SPLIT, this.partRandom)) {
			part = 1 + this.partRandom.nextInt(Math.min(MAX_RANDOM_PART, available - 1));
		}
		return Math.min(part, available);
	}

	/**
	 * Return how long to wait between two parts.
	 * @return the time in milliseconds, zero for no wait
	 */
	int pause() {
		return this.fault.strikes(Chaos.Kind.PAUSE, this.partRandom) ? 1 + this.partRandom.nextInt(MAX_RANDOM_PAUSE)
				: 0;
	}

	int sent() {
		return this.sent;
	}

	private void addExtras(ByteArrayOutputStream bytes, int number) {
		String comment = this.fault.text(FaultOption.COMMENT);
		if (comment != null) {
			bytes.writeBytes(this.encoder.comment(comment));
		}
		if (number == at(FaultOption.MALFORMED_AT)) {
			bytes.writeBytes(this.encoder.malformed(number));
		}
		if (number == at(FaultOption.OVERSIZE_AT)) {
			int size = this.fault.number(FaultOption.OVERSIZE_BYTES, DEFAULT_OVERSIZE);
			bytes.writeBytes(this.encoder.oversize(number, size));
		}
	}

	private int at(FaultOption option) {
		return this.fault.number(option, 0);
	}

	private boolean strikes(Chaos.Kind kind) {
		return this.fault.strikes(kind, this.random);
	}

	/** What to do with the connection. */
	enum Action {

		/** Write what comes next. */
		CONTINUE,

		/** Close the connection in the middle of the response. */
		DROP,

		/** End the response in good order. */
		END,

		/** Keep the connection and never write again. */
		STALL

	}

	/**
	 * What to write for an event and what to do then.
	 *
	 * @param bytes what to write
	 * @param then what to do after it was written
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Step(byte[] bytes, Action then) {

	}

}
