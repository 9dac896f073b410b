package ai.bimpe.simulator;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the simulator on its own.
 *
 * @since 0.1.0
 */
public final class SimulatorMain {

	private static final int BAD_OPTIONS = 2;

	private SimulatorMain() {
	}

	/**
	 * Run the simulator until the process is ended.
	 * @param args the options; {@code --help} lists them
	 * @throws InterruptedException when the main thread is interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		int status = run(args, System.out, System.err, new CountDownLatch(1));
		if (status != 0) {
			System.exit(status);
		}
	}

	static int run(String[] args, PrintStream out, PrintStream err, CountDownLatch end) throws InterruptedException {
		CommandLine commandLine;
		try {
			commandLine = CommandLine.parse(args);
		}
		catch (IllegalArgumentException ex) {
			err.println(ex.getMessage());
			err.println("Try --help.");
			return BAD_OPTIONS;
		}
		if (commandLine.help()) {
			out.print(CommandLine.HELP);
			return 0;
		}
		Simulator started;
		try {
			started = commandLine.builder().start();
		}
		catch (RuntimeException ex) {
			err.println("The simulator could not start: " + ex.getMessage());
			return 1;
		}
		try (Simulator simulator = started) {
			out.println("BimpeAI simulator at " + simulator.baseUrl());
			out.println("API key: " + simulator.apiKey() + " (any key that begins with sk_ works)");
			end.await();
		}
		return 0;
	}

}
