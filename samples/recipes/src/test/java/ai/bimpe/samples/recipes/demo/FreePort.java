package ai.bimpe.samples.recipes.demo;

import java.util.stream.IntStream;

import org.springframework.test.util.TestSocketUtils;

/**
 * Finds a port for a server that must know it before it listens.
 */
public final class FreePort {

	/**
	 * From here on systems give ports to connections, and one that is made meanwhile
	 * could take the port that was found.
	 */
	private static final int FIRST_OF_CONNECTIONS = 32_768;

	private FreePort() {
	}

	/**
	 * Find a port.
	 * @return a port that nothing listens on
	 */
	public static int find() {
		return IntStream.generate(TestSocketUtils::findAvailableTcpPort)
			.filter((port) -> port < FIRST_OF_CONNECTIONS)
			.findFirst()
			.orElseThrow();
	}

}
