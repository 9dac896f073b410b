package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.spring.boot.autoconfigure.TestProcess;

/**
 * A process that runs {@link FailoverApplication}, and what it has said.
 */
final class FailoverProcess {

	private final TestProcess process;

	private final List<Line> lines = new CopyOnWriteArrayList<>();

	private final Set<String> owned = ConcurrentHashMap.newKeySet();

	FailoverProcess(Collection<String> arguments) throws IOException {
		this.process = new TestProcess(FailoverApplication.class, arguments, (line) -> hear(line.split(" ", 3)));
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

	void kill() throws InterruptedException {
		this.process.kill();
	}

	boolean stop() throws InterruptedException {
		return this.process.stop();
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
