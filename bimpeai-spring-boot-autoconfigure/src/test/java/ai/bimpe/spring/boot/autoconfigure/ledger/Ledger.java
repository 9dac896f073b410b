package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import ai.bimpe.simulator.SimulatedConversation;

/**
 * What customers have written, and what the instances have noted of it, a file each. The
 * files outlive the processes.
 */
final class Ledger {

	private final Map<String, List<Written>> written = new ConcurrentHashMap<>();

	private final List<Path> files = new CopyOnWriteArrayList<>();

	private final Path directory;

	Ledger(Path directory) {
		this.directory = directory;
	}

	/**
	 * Return where the next process notes messages.
	 * @return a file that does not exist yet
	 */
	Path newFile() {
		Path file = this.directory.resolve("process-" + this.files.size() + ".txt");
		this.files.add(file);
		return file;
	}

	/**
	 * Let a customer write the next message. Its text is its number in the conversation.
	 * @param conversation the conversation
	 */
	void write(SimulatedConversation conversation) {
		List<Written> messages = this.written.computeIfAbsent(conversation.id(), (id) -> new CopyOnWriteArrayList<>());
		long nanos = System.nanoTime();
		messages.add(new Written(conversation.receives(String.valueOf(messages.size() + 1)).id(), nanos));
	}

	Map<String, List<Written>> written() {
		return this.written;
	}

	/**
	 * Return the messages that were written so far.
	 * @return their ids
	 */
	Set<String> messages() {
		return this.written.values().stream().flatMap(List::stream).map(Written::message).collect(Collectors.toSet());
	}

	/**
	 * Return whether messages were noted.
	 * @param messages the ids of the messages
	 * @return {@code false} when some of them were not
	 * @throws IOException when a file cannot be read
	 */
	boolean isNoted(Set<String> messages) throws IOException {
		return entries().stream().map(LedgerEntry::message).collect(Collectors.toSet()).containsAll(messages);
	}

	/**
	 * Return what all processes have noted.
	 * @return the entries, in no particular order
	 * @throws IOException when a file cannot be read
	 */
	List<LedgerEntry> entries() throws IOException {
		List<LedgerEntry> entries = new ArrayList<>();
		for (int process = 0; process < this.files.size(); process++) {
			int number = process;
			if (Files.exists(this.files.get(process))) {
				String text = Files.readString(this.files.get(process));
				text.substring(0, text.lastIndexOf('\n') + 1)
					.lines()
					.forEach((line) -> entries.add(LedgerEntry.parse(number, line)));
			}
		}
		return entries;
	}

	/**
	 * A message of a customer.
	 *
	 * @param message the id of the message
	 * @param nanos when it was written, by the monotonic clock of the machine
	 */
	record Written(String message, long nanos) {

	}

}
