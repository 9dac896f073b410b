package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import redis.embedded.RedisServer;

/**
 * Redis with its append-only file.
 */
final class RedisLedgerStore implements LedgerStore {

	private final int port;

	private final RedisServer server;

	RedisLedgerStore(Path directory, int port) throws IOException {
		this.port = port;
		this.server = RedisServer.newRedisServer()
			.port(port)
			.bind("127.0.0.1")
			.setting("appendonly yes")
			.setting("dir " + directory)
			.build();
		this.server.start();
	}

	@Override
	public String name() {
		return "Redis";
	}

	@Override
	public List<String> arguments() {
		return List.of("--bimpeai.checkpoints.store=redis", "--spring.data.redis.host=127.0.0.1",
				"--spring.data.redis.port=" + this.port, "--spring.data.redis.timeout=1s");
	}

	@Override
	public void stop() throws IOException {
		this.server.stop();
	}

	@Override
	public void restart() throws IOException {
		this.server.start();
	}

	@Override
	public void empty() {
		try (RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", this.port))) {
			client.connect().sync().flushall();
		}
	}

}
