package ai.bimpe.client.internal.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads {@code golden-corpus.txt}, which explains itself, and the suites of others, which
 * are written in the same way.
 */
final class GoldenCorpus {

	static final int DEFAULT_MAX = 1024 * 1024;

	private GoldenCorpus() {
	}

	static List<Case> cases() {
		return read("golden-corpus.txt", List.of());
	}

	/**
	 * Read the cases of a suite. It names those that the golden corpus has already, in
	 * place of repeating them.
	 */
	static List<Case> suite(String name) {
		return read(name + ".txt", cases());
	}

	private static List<Case> read(String file, List<Case> golden) {
		List<Case> cases = new ArrayList<>();
		String name = "";
		int max = DEFAULT_MAX;
		ByteArrayOutputStream input = new ByteArrayOutputStream();
		List<String> expected = new ArrayList<>();
		for (String line : (text(file) + "\n== end").lines().toList()) {
			if (line.startsWith("== ")) {
				cases.add(new Case(name, max, input.toByteArray(), List.copyOf(expected)));
				name = line.substring(3);
				max = DEFAULT_MAX;
				input.reset();
				expected.clear();
			}
			else if (line.startsWith("as ")) {
				Case known = golden.stream()
					.filter((one) -> one.name().equals(line.substring(3)))
					.findFirst()
					.orElseThrow(() -> new IllegalStateException("Not in the golden corpus: " + line));
				max = known.max();
				input.writeBytes(known.input());
				expected.addAll(known.expected());
			}
			else if (line.startsWith("max ")) {
				max = Integer.parseInt(line.substring(4));
			}
			else if (line.startsWith("< ")) {
				input.writeBytes(unescape(line.substring(2)));
			}
			else if (line.startsWith("> ")) {
				expected.add(new String(unescape(line.substring(2)), StandardCharsets.UTF_8));
			}
			else if (!line.isEmpty() && !line.startsWith("#")) {
				throw new IllegalStateException("Not understood: " + line);
			}
		}
		return cases.subList(1, cases.size());
	}

	private static String text(String name) {
		try (InputStream file = GoldenCorpus.class.getResourceAsStream(name)) {
			return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] unescape(String text) {
		byte[] escaped = text.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (int i = 0; i < escaped.length; i++) {
			if (escaped[i] != '\\') {
				out.write(escaped[i]);
				continue;
			}
			switch (escaped[++i]) {
				case 'n' -> out.write('\n');
				case 'r' -> out.write('\r');
				case 't' -> out.write('\t');
				case '\\' -> out.write('\\');
				case 'x' -> {
					out.write(Integer.parseInt(new String(escaped, i + 1, 2, StandardCharsets.US_ASCII), 16));
					i += 2;
				}
				default -> throw new IllegalStateException("Not understood: " + text);
			}
		}
		return out.toByteArray();
	}

	@SuppressWarnings("ArrayRecordComponent")
	record Case(String name, int max, byte[] input, List<String> expected) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
