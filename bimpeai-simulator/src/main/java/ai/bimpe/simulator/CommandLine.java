package ai.bimpe.simulator;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * The options of the simulator on the command line.
 *
 * @param builder the simulator to start
 * @param help whether only help was asked for
 */
record CommandLine(SimulatorBuilder builder, boolean help) {

	static final String HELP = """
			The BimpeAI Agent Console API in one process.

			  --port <number>         port to listen on, 0 for a free one (default 8787)
			  --host <address>        address to listen on (default 127.0.0.1)
			  --heartbeat <duration>  time between heartbeats, such as 20s or 500ms (default 20s)
			  --demo                  begin with a few agents and conversations
			  --help                  show this text
			""";

	static CommandLine parse(String... args) {
		SimulatorBuilder builder = Simulator.builder().port(8787);
		Iterator<String> rest = List.of(args).iterator();
		while (rest.hasNext()) {
			String option = rest.next();
			switch (option) {
				case "--port" -> builder.port(port(value(option, rest)));
				case "--host" -> builder.host(value(option, rest));
				case "--heartbeat" -> builder.heartbeatInterval(duration(value(option, rest)));
				case "--demo" -> builder.demoData(true);
				case "--help", "-h" -> {
					return new CommandLine(builder, true);
				}
				default -> throw new IllegalArgumentException("Unknown option: " + option);
			}
		}
		return new CommandLine(builder, false);
	}

	private static String value(String option, Iterator<String> rest) {
		if (!rest.hasNext()) {
			throw new IllegalArgumentException("The option " + option + " needs a value");
		}
		return rest.next();
	}

	private static int port(String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("A port is a number from 0 to 65535, not " + text, ex);
		}
	}

	private static Duration duration(String text) {
		String lower = text.toLowerCase(Locale.ROOT);
		try {
			return lower.endsWith("ms") ? Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)))
					: Duration.parse("PT" + lower);
		}
		catch (DateTimeException | NumberFormatException ex) {
			throw new IllegalArgumentException("A duration looks like 20s, 2m or 500ms, not like " + text, ex);
		}
	}

}
