package ai.bimpe.spring.stream.cluster;

import java.io.IOException;
import java.time.Duration;

import ai.bimpe.spring.stream.support.Redis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import redis.embedded.RedisServer;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.redis.metadata.RedisMetadataStore;
import org.springframework.integration.redis.util.RedisLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;

/**
 * Tests for {@link LockRegistryStreamOwnership} over Redis.
 */
class RedisStreamOwnershipTests extends AbstractStreamOwnershipTests {

	private static RedisServer server;

	private static LettuceConnectionFactory connections;

	@BeforeAll
	static void start() throws IOException {
		server = Redis.start();
		connections = new LettuceConnectionFactory("127.0.0.1", server.ports().get(0));
		connections.start();
	}

	@AfterAll
	static void stop() throws IOException {
		connections.destroy();
		server.stop();
	}

	@Override
	ConcurrentMetadataStore store() {
		return new RedisMetadataStore(connections);
	}

	@Override
	LockRegistry<?> registry() {
		return new RedisLockRegistry(connections, "bimpeai", Duration.ofHours(1));
	}

}
