package ai.bimpe.samples.recipes.refresh;

import java.io.IOException;
import java.io.Reader;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a text of any length into parts that a knowledge base can hold, at the end of a
 * paragraph where there is one. No more than one part is in memory.
 */
class TextSplitter {

	/** What the API accepts. */
	static final int MAX_LENGTH = 2500;

	private final Reader reader;

	private final StringBuilder text = new StringBuilder(MAX_LENGTH);

	private boolean exhausted;

	TextSplitter(Reader reader) {
		this.reader = reader;
	}

	/**
	 * Return the next part.
	 * @return the part, or {@code null} at the end
	 * @throws IOException when the text cannot be read
	 */
	@Nullable String next() throws IOException {
		while (fill()) {
			int end = this.exhausted ? this.text.length() : end();
			String part = this.text.substring(0, end).strip();
			this.text.delete(0, end);
			if (!part.isEmpty()) {
				return part;
			}
		}
		return null;
	}

	private boolean fill() throws IOException {
		char[] buffer = new char[MAX_LENGTH + 1 - this.text.length()];
		while (!this.exhausted && this.text.length() <= MAX_LENGTH) {
			int count = this.reader.read(buffer, 0, MAX_LENGTH + 1 - this.text.length());
			if (count < 0) {
				this.exhausted = true;
			}
			else {
				this.text.append(buffer, 0, count);
			}
		}
		return !this.text.isEmpty();
	}

	private int end() {
		for (String border : new String[] { "\n\n", "\n", " " }) {
			int end = this.text.lastIndexOf(border, MAX_LENGTH - border.length());
			if (end >= MAX_LENGTH / 2) {
				return end + border.length();
			}
		}
		// Not between the two halves of one character.
		return Character.isHighSurrogate(this.text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
	}

}
