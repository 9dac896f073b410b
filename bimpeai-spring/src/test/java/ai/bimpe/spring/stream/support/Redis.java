package ai.bimpe.spring.stream.support;

import java.io.IOException;

import redis.embedded.RedisServer;

import org.springframework.test.util.TestSocketUtils;

/**
 * Starts Redis servers of the tests' own.
 */
public final class Redis {

	private static final int ATTEMPTS = 10;

	private Redis() {
	}

	/**
	 * Start a server on a free port of the loopback interface. A port may be taken
	 * between its choice and its use: then it is another one.
	 * @return the server, to be stopped by the caller
	 * @throws IOException when it does not start on any of several ports
	 */
	public static RedisServer start() throws IOException {
		for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
			try {
				return startOnce();
			}
			catch (IOException ex) {
				System.out.println("Redis did not start in attempt " + attempt + ": " + ex);
			}
		}
		return startOnce();
	}

	private static RedisServer startOnce() throws IOException {
		RedisServer server = RedisServer.newRedisServer()
			.port(TestSocketUtils.findAvailableTcpPort())
			.bind("127.0.0.1")
			.build();
		server.start();
		return server;
	}

}
