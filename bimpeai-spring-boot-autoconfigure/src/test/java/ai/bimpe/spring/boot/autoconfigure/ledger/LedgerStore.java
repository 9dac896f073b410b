package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.springframework.test.util.TestSocketUtils;

/**
 * The server that the instances of the application share. It is started when it is
 * created, and can be stopped and started again.
 */
interface LedgerStore extends AutoCloseable {

	/** Others may be given to connections while the server is stopped. */
	int FIRST_PORT_OF_CONNECTIONS = 32768;

	/**
	 * Create a store.
	 * @param kind as {@code bimpeai.checkpoints.store} names it
	 * @param directory where it keeps its data
	 * @return the store
	 * @throws IOException when it does not start
	 */
	static LedgerStore start(String kind, Path directory) throws IOException {
		return "jdbc".equals(kind) ? new PostgresLedgerStore(directory, port())
				: new RedisLedgerStore(directory, port());
	}

	private static int port() {
		int port = TestSocketUtils.findAvailableTcpPort();
		while (port >= FIRST_PORT_OF_CONNECTIONS) {
			port = TestSocketUtils.findAvailableTcpPort();
		}
		return port;
	}

	/**
	 * Return the name of the server.
	 * @return its name
	 */
	String name();

	/**
	 * Return what an application sets to use the store.
	 * @return the arguments
	 */
	List<String> arguments();

	/**
	 * End the server: nothing listens on its port any more.
	 * @throws IOException when it does not end
	 */
	void stop() throws IOException;

	/**
	 * Start the server again, with the data that it had.
	 * @throws IOException when it does not start
	 */
	void restart() throws IOException;

	/**
	 * Remove all data, those of the locks and the list of instances as well.
	 */
	void empty();

	@Override
	default void close() throws IOException {
		stop();
	}

}
