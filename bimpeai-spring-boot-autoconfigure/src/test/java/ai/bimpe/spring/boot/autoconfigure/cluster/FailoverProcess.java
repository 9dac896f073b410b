package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A process that runs {@link FailoverApplication}, and what it has said.
 */
final class FailoverProcess {

	private final Process process;

	private final Thread reader;

	private final List<Line> lines = new CopyOnWriteArrayList<>();

	private final Set<String> owned = ConcurrentHashMap.newKeySet();

	FailoverProcess(Collection<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-Xmx160m", "-cp",
						System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						FailoverApplication.class.getName()));
		command.addAll(arguments);
		this.process = new ProcessBuilder(command).directory(new File("target"))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		this.reader = new Thread(this::read, "output-of-" + this.process.pid());
		this.reader.start();
	}

	Set<String> owned() {
		return this.owned;
	}

	List<Line> lines() {
		return this.lines;
	}

	List<Line> received() {
		return this.lines.stream().filter((line) -> line.word().equals("RECEIVED")).toList();
	}

	/**
	 * Send SIGKILL, and wait until nothing more is heard.
	 */
	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
		this.reader.join();
	}

	/**
	 * Send SIGTERM, and wait for the end.
	 * @return whether it ended by itself
	 */
	boolean stop() throws InterruptedException {
		this.process.destroy();
		boolean ended = this.process.waitFor(30, TimeUnit.SECONDS);
		kill();
		return ended;
	}

	private void read() {
		try (BufferedReader output = this.process.inputReader()) {
			String text = output.readLine();
			while (text != null) {
				hear(text.split(" ", 3));
				text = output.readLine();
			}
		}
		catch (IOException ex) {
			// The process was killed.
		}
	}

	private void hear(String[] words) {
		switch (words[0]) {
			case "GRANTED" -> this.owned.add(words[1]);
			case "REVOKED" -> this.owned.remove(words[1]);
			case "RECEIVED" -> {
			}
			default -> {
				return;
			}
		}
		this.lines.add(new Line(System.nanoTime(), words[0], words[1], words[2]));
	}

	/**
	 * Something that the process said.
	 *
	 * @param time when, by the stop-watch of the test
	 * @param word what: GRANTED, REVOKED or RECEIVED
	 * @param stream the stream
	 * @param message the id of the message
	 */
	record Line(long time, String word, String stream, String message) {

	}

}
