package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the starter, besides the timers of its observations.
 *
 * @since 0.1.0
 */
public enum BimpeAIMeterDocumentation implements MeterDocumentation {

	/** Attempts of calls that are followed by another one. */
	RETRIES("bimpeai.client.retries", Meter.Type.COUNTER, null,
			"Attempts of calls that failed and were followed by another one", Tags.ACCOUNT, Tags.OPERATION,
			Tags.REASON),

	/** What the rate limit allows. */
	RATE_LIMIT("bimpeai.client.ratelimit.limit", Meter.Type.GAUGE, null,
			"Requests that the rate limit allows in a window, as the last answer said", Tags.ACCOUNT, Tags.OPERATION),

	/** What is left of the rate limit. */
	RATE_LIMIT_REMAINING("bimpeai.client.ratelimit.remaining", Meter.Type.GAUGE, null,
			"Requests left in the window, as the last answer said; all of them once the window is over", Tags.ACCOUNT,
			Tags.OPERATION),

	/** When the rate limit starts anew. */
	RATE_LIMIT_RESET("bimpeai.client.ratelimit.reset", Meter.Type.GAUGE, "seconds",
			"Time until the window of the rate limit starts anew", Tags.ACCOUNT, Tags.OPERATION),

	/** What this instance owns. */
	SHARDS_OWNED("bimpeai.stream.shards.owned", Meter.Type.GAUGE, null,
			"Shards of a stream that this instance of the application owns", Tags.ACCOUNT, Tags.STREAM),

	/** What nobody owns. */
	SHARDS_UNOWNED("bimpeai.stream.shards.unowned", Meter.Type.GAUGE, null,
			"Shards of a stream that no instance of the application owns, as far as this one knows; NaN while that "
					+ "is not known",
			Tags.ACCOUNT, Tags.STREAM),

	/** How long a stream has waited. */
	WAITING("bimpeai.stream.waiting", Meter.Type.GAUGE, "seconds",
			"Time for which a stream has been waiting until something is in order again; 0 while it is", Tags.ACCOUNT,
			Tags.STREAM, Tags.PROBLEM),

	/** Conversations with a connection. */
	CONVERSATIONS_LIVE("bimpeai.stream.conversations.live", Meter.Type.GAUGE, null,
			"Conversations of a stream that have a connection", Tags.ACCOUNT, Tags.STREAM),

	/** Conversations that want a connection. */
	CONVERSATIONS_WAITING("bimpeai.stream.conversations.waiting", Meter.Type.GAUGE, null,
			"Conversations of a stream that wait for a free connection", Tags.ACCOUNT, Tags.STREAM),

	/** Conversations that cannot be followed. */
	CONVERSATIONS_UNREACHABLE("bimpeai.stream.conversations.unreachable", Meter.Type.GAUGE, null,
			"Conversations of a stream that cannot be followed, although they should be", Tags.ACCOUNT, Tags.STREAM),

	/** How long polls take. */
	POLL("bimpeai.stream.poll", Meter.Type.TIMER, "seconds",
			"Time in which the list of conversations was polled for what is new, waits included", Tags.ACCOUNT,
			Tags.STREAM),

	/** How long walks take. */
	WALK("bimpeai.stream.walk", Meter.Type.TIMER, "seconds",
			"Time in which the list of conversations was read to its end, waits included", Tags.ACCOUNT, Tags.STREAM),

	/** What is left of the budget. */
	REQUESTS_REMAINING("bimpeai.stream.requests.remaining", Meter.Type.GAUGE, null,
			"Requests for lists of conversations that the budget of a stream leaves for this moment; NaN for a stream "
					+ "of one conversation, and where no shard is at work",
			Tags.ACCOUNT, Tags.STREAM),

	/** How many streams there are. */
	STREAMS("bimpeai.streams", Meter.Type.GAUGE, null, "Managed streams by their state", Tags.ACCOUNT, Tags.STATE),

	/** Messages that arrived. */
	MESSAGES("bimpeai.stream.messages", Meter.Type.COUNTER, null, "Messages that arrived on a stream", Tags.ACCOUNT,
			Tags.STREAM),

	/** How old messages are when they arrive. */
	DELAY("bimpeai.stream.delay", Meter.Type.TIMER, "seconds",
			"Time from the creation of a message, by the clock of the server, to its arrival", Tags.ACCOUNT,
			Tags.STREAM),

	/** How far listeners are behind. */
	LAG("bimpeai.stream.lag", Meter.Type.GAUGE, "seconds",
			"Age of the oldest message of a stream that was received and is neither acknowledged nor parked",
			Tags.ACCOUNT, Tags.STREAM),

	/** What waits for listeners. */
	BUFFERED("bimpeai.stream.buffered", Meter.Type.GAUGE, null,
			"Messages of a stream that were received and are neither acknowledged nor parked", Tags.ACCOUNT,
			Tags.STREAM),

	/** What messages occupy. */
	BUFFERED_SIZE("bimpeai.stream.buffered.size", Meter.Type.GAUGE, "bytes",
			"Memory of the messages of a stream that were received and are neither acknowledged nor parked",
			Tags.ACCOUNT, Tags.STREAM),

	/** What listeners are at work on. */
	DELIVERIES("bimpeai.stream.deliveries", Meter.Type.GAUGE, null,
			"Messages of a stream that listeners are at work on, or have not acknowledged yet", Tags.ACCOUNT,
			Tags.STREAM),

	/** The age of what is not delivered. */
	UNDELIVERED_AGE("bimpeai.stream.undelivered.age", Meter.Type.GAUGE, "seconds",
			"Age, since its creation by the clock of the server, of the oldest message of a stream that was received "
					+ "and is not acknowledged, parked ones included; 0 for none",
			Tags.ACCOUNT, Tags.STREAM),

	/** How long nothing came. */
	SILENCE("bimpeai.stream.silence", Meter.Type.GAUGE, "seconds",
			"Time since the connection of a stream brought an event or a comment, or a part of an event; of "
					+ "several connections, the one that is silent for the longest time; NaN while there is none",
			Tags.ACCOUNT, Tags.STREAM),

	/** Connections that were lost. */
	RECONNECTS("bimpeai.stream.reconnects", Meter.Type.COUNTER, null,
			"Connections of a stream that were lost or could not be made", Tags.ACCOUNT, Tags.STREAM, Tags.CAUSE),

	/** Events that could not be used. */
	SKIPPED("bimpeai.stream.skipped", Meter.Type.COUNTER, null, "Events of a stream that could not be used",
			Tags.ACCOUNT, Tags.STREAM, Tags.REASON),

	/** Messages that were given up. */
	DELIVERY_FAILURES("bimpeai.stream.delivery.failures", Meter.Type.COUNTER, null,
			"Messages whose delivery failed in all attempts", Tags.ACCOUNT, Tags.STREAM),

	/** What failed behind the acknowledgement. */
	FAILURES_AFTER_COMMIT("bimpeai.stream.aftercommit.failures", Meter.Type.COUNTER, null,
			"Failures of listeners that are called after the transaction of a message was committed", Tags.ACCOUNT,
			Tags.STREAM),

	/** Conversations whose oldest message failed. */
	PARKED("bimpeai.stream.parked", Meter.Type.GAUGE, null,
			"Conversations of a stream whose oldest message failed and is not acknowledged", Tags.ACCOUNT, Tags.STREAM),

	/** How long conversations are parked. */
	PARKED_AGE("bimpeai.stream.parked.age", Meter.Type.GAUGE, "seconds",
			"Time since the first failure of the message that is parked the longest", Tags.ACCOUNT, Tags.STREAM),

	/** How often parked messages were delivered. */
	PARKED_ATTEMPTS("bimpeai.stream.parked.attempts", Meter.Type.GAUGE, null,
			"Most attempts to deliver a message that is parked", Tags.ACCOUNT, Tags.STREAM),

	/** Failures of the checkpoint store. */
	CHECKPOINT_FAILURES("bimpeai.stream.checkpoint.failures", Meter.Type.COUNTER, null,
			"Times that the checkpoint of a stream could not be read or written", Tags.ACCOUNT, Tags.STREAM);

	private final String name;

	private final Meter.Type type;

	private final @Nullable String baseUnit;

	private final String description;

	// Never handed out.
	@SuppressWarnings("ImmutableEnumChecker")
	private final KeyName[] tags;

	BimpeAIMeterDocumentation(String name, Meter.Type type, @Nullable String baseUnit, String description,
			KeyName... tags) {
		this.name = name;
		this.type = type;
		this.baseUnit = baseUnit;
		this.description = description;
		this.tags = tags;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	@Override
	public @Nullable String getBaseUnit() {
		return this.baseUnit;
	}

	/**
	 * Return what is measured.
	 * @return a sentence
	 */
	public String getDescription() {
		return this.description;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.tags.clone();
	}

	/**
	 * The tags of the meters.
	 */
	public enum Tags implements KeyName {

		/**
		 * The name of the account, {@code default} for the default client.
		 */
		ACCOUNT,

		/**
		 * The operationId in the Console API.
		 */
		OPERATION,

		/**
		 * Why a call was tried again ({@code timeout}, {@code connection},
		 * {@code rate-limit}, {@code server-error}, {@code key-refused},
		 * {@code key-unavailable} or {@code other}), or why an event was skipped
		 * ({@code malformed}, {@code too-large} or {@code unknown-type}).
		 */
		REASON,

		/**
		 * The name of the stream.
		 */
		STREAM,

		/**
		 * {@code connecting}, {@code live}, {@code waiting} (something is wrong),
		 * {@code standby} (another instance owns it), {@code paused}, {@code failed} or
		 * {@code stopped}.
		 */
		STATE,

		/**
		 * What a stream waits for: {@code api}, {@code api-key}, {@code request} (the API
		 * refuses what is asked for), {@code checkpoint-store} or {@code cluster}.
		 */
		PROBLEM,

		/**
		 * {@code closed} by the server, {@code timeout}, {@code connection},
		 * {@code rate-limit}, {@code server-error}, {@code key-refused},
		 * {@code ticket-refused}, {@code key-unavailable} or {@code other}.
		 */
		CAUSE;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
