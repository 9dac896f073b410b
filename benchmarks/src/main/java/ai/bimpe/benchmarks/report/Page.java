package ai.bimpe.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a report goes: to the console, and to its place in a page.
 */
final class Page {

	private Page() {
	}

	static void print(String report) {
		// Whatever the console's encoding is.
		byte[] bytes = report.getBytes(StandardCharsets.UTF_8);
		System.out.write(bytes, 0, bytes.length);
		System.out.flush();
	}

	static void write(Path page, String place, String command, String report) throws IOException {
		String text = Files.readString(page);
		String first = "<!-- " + place + ": written by " + command + " -->\n";
		int begin = text.indexOf(first) + first.length();
		Files.writeString(page, text.substring(0, begin) + "\n" + report
				+ text.substring(text.indexOf("<!-- end of " + place + " -->\n")));
	}

}
