package ai.bimpe.samples.recipes.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import ai.bimpe.simulator.Simulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application of the recipes in a process of its own, which can be killed. It is
 * connected with a simulator of the test.
 */
public final class RecipeProcess implements AutoCloseable {

	private static final int PATIENCE_SECONDS = 480;

	private static final Pattern CONFIGURATION = Pattern.compile("^(BIMPEAI|EXPORT|REFRESH|SPRING)_");

	private final Process process;

	private final Path output;

	private RecipeProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	/**
	 * Start.
	 * @param main the application
	 * @param simulator the simulator
	 * @param directory where the output goes
	 * @param args arguments of the application; those that begin with {@code -X} are for
	 * the virtual machine
	 * @return the process
	 */
	public static RecipeProcess start(Class<?> main, Simulator simulator, Path directory, String... args) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
		List.of(args).stream().filter((arg) -> arg.startsWith("-X")).forEach(command::add);
		command.add(main.getName());
		List.of(args).stream().filter((arg) -> !arg.startsWith("-X")).forEach(command::add);
		command.addAll(connection(simulator));
		try {
			Path output = Files.createTempFile(directory, "output", ".txt");
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().keySet().removeIf((name) -> CONFIGURATION.matcher(name).find());
			return new RecipeProcess(builder.start(), output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the arguments that connect an application with a simulator.
	 * @param simulator the simulator
	 * @return arguments of the application
	 */
	public static List<String> connection(Simulator simulator) {
		return List.of("--bimpeai.api-key=" + simulator.apiKey(), "--bimpeai.base-url=" + simulator.baseUrl());
	}

	/**
	 * Wait until the application has ended.
	 * @return its exit code
	 * @throws InterruptedException when interrupted
	 */
	public int exitCode() throws InterruptedException {
		assertThat(this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(this::output).isTrue();
		return this.process.exitValue();
	}

	/**
	 * Return whether the application still runs.
	 * @return {@code true} while it runs
	 */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Kill the application without a chance to do anything, and wait until it is gone.
	 * @throws InterruptedException when interrupted
	 */
	public void kill() throws InterruptedException {
		this.process.destroyForcibly();
		exitCode();
	}

	/**
	 * Ask the application to stop, as Ctrl+C does.
	 */
	public void stop() {
		this.process.destroy();
	}

	/**
	 * Return what the application has printed.
	 * @return the output
	 */
	public String output() {
		try {
			return Files.readString(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
