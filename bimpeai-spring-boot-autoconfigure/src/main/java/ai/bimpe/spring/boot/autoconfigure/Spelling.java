package ai.bimpe.spring.boot.autoconfigure;

/**
 * How much names differ that people write.
 */
final class Spelling {

	/** Further away than this is another word. */
	static final int LARGEST_DISTANCE = 4;

	private Spelling() {
	}

	/**
	 * Count what has to be typed to get from one word to another.
	 * @param one a word
	 * @param other another word
	 * @return how many characters are inserted, removed or replaced
	 */
	static int distance(String one, String other) {
		int[] row = new int[other.length() + 1];
		for (int j = 0; j <= other.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int same = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[other.length()];
	}

}
