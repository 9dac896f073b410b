package ai.bimpe.samples.inbox.live;

import org.jspecify.annotations.Nullable;

/**
 * How the stream is doing, as people want to know it.
 */
public enum ConnectionStatus {

	/** The first connection is being made, or one is renewed. */
	CONNECTING("Connecting", null),

	/** Messages arrive. */
	LIVE("Live", null),

	/** Messages do not arrive for now. */
	LOST("Reconnecting",
			"The connection to BimpeAI is lost and is being restored. Messages that are written meanwhile will appear here."),

	/** Somebody has paused the stream. */
	PAUSED("Paused", "The message stream is paused. Messages will appear here when it is resumed."),

	/** Messages will not arrive any more. */
	ENDED("Ended", "The message stream has ended with an error. Look at the log and restart the inbox.");

	private final String label;

	private final @Nullable String banner;

	ConnectionStatus(String label, @Nullable String banner) {
		this.label = label;
		this.banner = banner;
	}

	/**
	 * Return the state in a word.
	 * @return the word
	 */
	public String label() {
		return this.label;
	}

	/**
	 * Return what people must know about it.
	 * @return the sentence, or {@code null} when all is well
	 */
	public @Nullable String banner() {
		return this.banner;
	}

	/**
	 * Return the name for style sheets.
	 * @return the name in lower case
	 */
	public String css() {
		return switch (this) {
			case LIVE -> "good";
			case CONNECTING, PAUSED -> "fair";
			case LOST, ENDED -> "bad";
		};
	}

}
