package ai.bimpe.spring.boot.autoconfigure;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An application of a test, in a process of its own.
 */
public final class TestProcess {

	private final Process process;

	private final Thread reader;

	/**
	 * Start the application.
	 * @param main its main class
	 * @param arguments its arguments
	 * @param onLine called with every line that it says on its output
	 * @throws IOException when it cannot be started
	 */
	public TestProcess(Class<?> main, Collection<String> arguments, Consumer<String> onLine) throws IOException {
		this(List.of(), main, arguments, onLine);
	}

	/**
	 * Start the application in a JVM with options of its own.
	 * @param options the options of the JVM
	 * @param main its main class
	 * @param arguments its arguments
	 * @param onLine called with every line that it says on its output
	 * @throws IOException when it cannot be started
	 */
	public TestProcess(Collection<String> options, Class<?> main, Collection<String> arguments, Consumer<String> onLine)
			throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-Xmx160m", "-cp",
						System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
		command.addAll(options);
		command.add(main.getName());
		command.addAll(arguments);
		this.process = new ProcessBuilder(command).directory(new File("target"))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		this.reader = new Thread(() -> read(onLine), "output-of-" + this.process.pid());
		this.reader.start();
	}

	/**
	 * Send SIGSTOP: nothing of it runs any more.
	 * @throws IOException when it cannot be sent
	 * @throws InterruptedException when the thread is interrupted
	 */
	public void freeze() throws IOException, InterruptedException {
		signal("STOP");
	}

	/**
	 * Send SIGCONT: it continues where it was.
	 * @throws IOException when it cannot be sent
	 * @throws InterruptedException when the thread is interrupted
	 */
	public void thaw() throws IOException, InterruptedException {
		signal("CONT");
	}

	private void signal(String name) throws IOException, InterruptedException {
		Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + this.process.pid()).inheritIO().start();
		if (kill.waitFor() != 0) {
			throw new IOException("SIG" + name + " could not be sent");
		}
	}

	/**
	 * Send SIGKILL, and wait until nothing more is heard.
	 * @throws InterruptedException when the thread is interrupted
	 */
	public void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
		this.reader.join();
	}

	/**
	 * Send SIGTERM, and wait for the end.
	 * @return whether it ended by itself
	 * @throws InterruptedException when the thread is interrupted
	 */
	public boolean stop() throws InterruptedException {
		// The process itself would close its output first.
		this.process.toHandle().destroy();
		boolean ended = this.process.waitFor(2, TimeUnit.MINUTES);
		kill();
		return ended;
	}

	/**
	 * Return how it has ended.
	 * @return the exit status
	 */
	public int exitValue() {
		return this.process.exitValue();
	}

	private void read(Consumer<String> onLine) {
		try (BufferedReader output = this.process.inputReader()) {
			String text = output.readLine();
			while (text != null) {
				onLine.accept(text);
				text = output.readLine();
			}
		}
		catch (IOException ex) {
			// The process was killed.
		}
	}

}
