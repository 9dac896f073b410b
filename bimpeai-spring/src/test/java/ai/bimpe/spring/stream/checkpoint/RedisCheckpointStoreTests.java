package ai.bimpe.spring.stream.checkpoint;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import ai.bimpe.spring.stream.support.Redis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.integration.redis.metadata.RedisMetadataStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MetadataCheckpointStore} over Redis.
 */
class RedisCheckpointStoreTests {

	private static final int STREAMS = 8;

	private static final int MESSAGES = 100;

	@Test
	void streamsDoNotGetInEachOthersWay() throws Exception {
		RedisServer server = Redis.start();
		LettuceConnectionFactory connections = new LettuceConnectionFactory("127.0.0.1", server.ports().get(0));
		ExecutorService threads = Executors.newFixedThreadPool(STREAMS);
		try {
			connections.start();
			CheckpointStore store = new MetadataCheckpointStore(new RedisMetadataStore(connections));
			List<Future<Integer>> streams = IntStream.range(0, STREAMS)
				.mapToObj((stream) -> threads.submit(() -> advance(store, "stream-" + stream)))
				.toList();
			for (Future<Integer> stream : streams) {
				assertThat(stream.get()).isEqualTo(MESSAGES);
			}
		}
		finally {
			threads.shutdownNow();
			connections.destroy();
			server.stop();
		}
	}

	private static int advance(CheckpointStore store, String key) {
		@Nullable Checkpoint held = null;
		for (int i = 0; i < MESSAGES; i++) {
			Checkpoint next = new Checkpoint(1, "msg_" + i, null);
			if (!store.advance(key, held, next) || !next.equals(store.load(key))) {
				return i;
			}
			held = next;
		}
		return MESSAGES;
	}

}
