package ai.bimpe.client.internal;

/**
 * What text can be sent at all. Half of a surrogate pair has no form in UTF-8: encoders
 * put a question mark in its place, which makes another id of an id.
 */
public final class UnicodeRules {

	/** What to say about a text that is not well-formed, behind its name. */
	public static final String PROBLEM = " must not hold half of a surrogate pair: cut texts between code points";

	private UnicodeRules() {
	}

	/**
	 * Return whether every surrogate of a text has its other half.
	 * @param text the text
	 * @return whether it can be sent as it is
	 */
	public static boolean isWellFormed(String text) {
		for (int i = 0; i < text.length(); i++) {
			char unit = text.charAt(i);
			if (Character.isSurrogate(unit)) {
				i++;
				if (i == text.length() || !Character.isSurrogatePair(unit, text.charAt(i))) {
					return false;
				}
			}
		}
		return true;
	}

}
