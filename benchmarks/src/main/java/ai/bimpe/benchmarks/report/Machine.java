package ai.bimpe.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What it ran on.
 */
final class Machine {

	private Machine() {
	}

	static String describe() throws IOException {
		return "%s, %d cores, %d GiB, Linux %s, JDK %s (%s)".formatted(field("/proc/cpuinfo", "model name"),
				Runtime.getRuntime().availableProcessors(),
				Math.round(Long.parseLong(field("/proc/meminfo", "MemTotal").replace(" kB", "")) / 1024.0 / 1024),
				System.getProperty("os.version"), Runtime.version(), System.getProperty("java.vm.vendor"));
	}

	private static String field(String file, String name) throws IOException {
		return Files.readAllLines(Path.of(file))
			.stream()
			.filter((line) -> line.startsWith(name))
			.map((line) -> line.substring(line.indexOf(':') + 1).trim())
			.findFirst()
			.orElse("0");
	}

}
