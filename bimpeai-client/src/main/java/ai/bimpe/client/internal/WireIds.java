package ai.bimpe.client.internal;

import org.jspecify.annotations.Nullable;

/**
 * Internal: which ids can be sent back to the server. An id is the server's choice, but
 * one that no URL can hold, or that is changed on its way, would end a stream when it
 * resumes.
 *
 * @since 0.1.0
 */
public final class WireIds {

	/** Longer than any id of the server, and short enough for any URL. */
	public static final int LONGEST = 512;

	private WireIds() {
	}

	/**
	 * Return whether an id can be sent.
	 * @param id the id, or {@code null} for none
	 * @return whether the server receives the same id
	 */
	public static boolean canBeSent(@Nullable String id) {
		return id != null && !id.isBlank() && id.length() <= LONGEST && !HeaderRules.hasControlCharacter(id)
				&& UnicodeRules.isWellFormed(id);
	}

}
