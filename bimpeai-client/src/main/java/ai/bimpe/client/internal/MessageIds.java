package ai.bimpe.client.internal;

import org.jspecify.annotations.Nullable;

/**
 * Internal: which messages the server can be asked to go on after. An id is the server's
 * choice, but one that no URL can hold, or that is changed on its way, would end a stream
 * when it resumes.
 *
 * @since 0.1.0
 */
public final class MessageIds {

	/** Longer than any id of the server, and short enough for any URL. */
	public static final int LONGEST = 512;

	private MessageIds() {
	}

	/**
	 * Return whether an id can be sent.
	 * @param id the id of a message, or {@code null} when it has none
	 * @return whether the server receives the same id
	 */
	public static boolean canBeSent(@Nullable String id) {
		return id != null && !id.isBlank() && id.length() <= LONGEST && !HeaderRules.hasControlCharacter(id)
				&& UnicodeRules.isWellFormed(id);
	}

}
