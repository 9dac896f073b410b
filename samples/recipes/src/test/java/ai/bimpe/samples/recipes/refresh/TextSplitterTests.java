package ai.bimpe.samples.recipes.refresh;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TextSplitter}.
 */
class TextSplitterTests {

	@Test
	void shortTextIsOnePart() throws IOException {
		assertThat(parts(" Margherita 12\n")).containsExactly("Margherita 12");
		assertThat(parts("x".repeat(2500))).containsExactly("x".repeat(2500));
	}

	@Test
	void blankTextHasNoPart() throws IOException {
		assertThat(parts("")).isEmpty();
		assertThat(parts(" \n".repeat(5000))).isEmpty();
	}

	@Test
	void partEndsWithParagraphWhereThereIsOne() throws IOException {
		String paragraph = "a line\n".repeat(100);
		assertThat(parts((paragraph + "\n").repeat(5))).allSatisfy((part) -> assertThat(part).startsWith("a line"))
			.hasSize(2);
	}

	@Test
	void partEndsWithLineOrWordOtherwise() throws IOException {
		assertThat(parts("a longer line\n".repeat(400))).hasSize(3)
			.allSatisfy((part) -> assertThat(part).startsWith("a longer").endsWith("line"));
		assertThat(parts("word ".repeat(1000))).hasSize(2)
			.allSatisfy((part) -> assertThat(part).startsWith("word").endsWith("word"));
	}

	@Test
	void nothingIsLost() throws IOException {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 5000; i++) {
			text.append(i).append((i % 7 == 0) ? "\n" : " ").append((i % 50 == 0) ? "\n" : "");
		}
		List<String> parts = parts(text.toString());
		assertThat(parts).allSatisfy((part) -> assertThat(part).hasSizeLessThanOrEqualTo(2500));
		assertThat(String.join(" ", parts).split("\\s+")).isEqualTo(text.toString().split("\\s+"));
	}

	@Test
	void characterOfTwoHalvesStaysWhole() throws IOException {
		String text = "x" + "\uD83C\uDF55".repeat(3000);
		List<String> parts = parts(text);
		assertThat(String.join("", parts)).isEqualTo(text);
		assertThat(parts).allSatisfy((part) -> assertThat(Character.isLowSurrogate(part.charAt(0))).isFalse());
	}

	@Test
	void noMoreThanOnePartIsReadAhead() throws IOException {
		Endless endless = new Endless();
		TextSplitter parts = new TextSplitter(endless);
		int taken = 0;
		for (int i = 0; i < 10_000; i++) {
			String part = parts.next();
			assertThat(part).isNotNull();
			taken += (part != null) ? part.length() + 1 : 0;
			assertThat(endless.read - taken).isBetween(0, 2500);
		}
	}

	private static List<String> parts(String text) throws IOException {
		TextSplitter parts = new TextSplitter(new StringReader(text));
		List<String> all = new ArrayList<>();
		for (String part = parts.next(); part != null; part = parts.next()) {
			all.add(part);
		}
		return all;
	}

	private static final class Endless extends Reader {

		private int read;

		@Override
		public int read(char[] buffer, int offset, int length) {
			for (int i = 0; i < length; i++) {
				buffer[offset + i] = (this.read++ % 10 == 9) ? ' ' : 'x';
			}
			return length;
		}

		@Override
		public void close() {
		}

	}

}
