package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import ai.bimpe.spring.boot.autoconfigure.TestProcess;

/**
 * A process that runs {@link LedgerApplication}, and the shards that it owns.
 */
final class LedgerProcess {

	private final int number;

	private final TestProcess process;

	private final Set<Integer> shards = ConcurrentHashMap.newKeySet();

	/**
	 * Start it.
	 * @param number the number of the process
	 * @param options the options of its JVM
	 * @param arguments its arguments, but for its file
	 * @param file where it notes messages
	 * @throws IOException when it cannot be started
	 */
	LedgerProcess(int number, Collection<String> options, Collection<String> arguments, Path file) throws IOException {
		this.number = number;
		List<String> all = new ArrayList<>(arguments);
		all.add("--ledger.file=" + file);
		this.process = new TestProcess(options, LedgerApplication.class, all, this::hear);
	}

	int number() {
		return this.number;
	}

	Set<Integer> shards() {
		return this.shards;
	}

	void kill() throws InterruptedException {
		this.process.kill();
	}

	void freeze() throws IOException, InterruptedException {
		this.process.freeze();
	}

	void thaw() throws IOException, InterruptedException {
		this.process.thaw();
	}

	boolean stop() throws InterruptedException {
		return this.process.stop();
	}

	private void hear(String line) {
		if (line.startsWith("GRANTED ")) {
			this.shards.add(Integer.valueOf(line.substring("GRANTED ".length())));
		}
		else if (line.startsWith("REVOKED ")) {
			this.shards.remove(Integer.valueOf(line.substring("REVOKED ".length())));
		}
		if (line.matches("(GRANTED|REVOKED) .*|.* (WARN|ERROR) .*")) {
			System.out.println("Process " + this.number + ": " + line);
		}
	}

}
