package ai.bimpe.spring.boot.autoconfigure.streams;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.checkpoint.JdbcCheckpointStore;
import ai.bimpe.spring.stream.checkpoint.RedisCheckpointStore;
import ai.bimpe.spring.stream.support.Redis;
import org.h2.Driver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.embedded.RedisServer;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the checkpoints of conversations that are deleted while no instance of the
 * application is running, with each store that names its keys.
 */
class DeletedConversationTests {

	private static RedisServer redis;

	private static LettuceConnectionFactory connections;

	private final Desk desk = new Desk();

	@BeforeAll
	static void startRedis() throws IOException {
		redis = Redis.start();
		connections = new LettuceConnectionFactory("127.0.0.1", redis.ports().get(0));
		connections.start();
	}

	@AfterAll
	static void stopRedis() throws IOException {
		connections.destroy();
		redis.stop();
	}

	@BeforeEach
	void pollAsOftenAsWanted() {
		this.desk.simulator.settings().withoutRateLimits();
	}

	@AfterEach
	void close() {
		this.desk.close();
	}

	static Stream<Named<Supplier<CheckpointStore>>> stores() {
		return Stream.of(Named.of("in memory", InMemoryCheckpointStore::new),
				Named.of("H2", () -> new JdbcCheckpointStore(h2())),
				Named.of("Redis", () -> new RedisCheckpointStore(connections)));
	}

	private static DataSource h2() {
		DataSource dataSource = new SimpleDriverDataSource(new Driver(),
				"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		new ResourceDatabasePopulator(new ClassPathResource("schema-h2.sql", JdbcCheckpointStore.class))
			.execute(dataSource);
		return dataSource;
	}

	@ParameterizedTest
	@MethodSource("stores")
	void checkpointsAreRemovedAfterTheNextStartAndAllOthersStay(Supplier<CheckpointStore> stores) {
		CheckpointStore store = stores.get();
		List<SimulatedConversation> conversations = IntStream.range(0, 8)
			.mapToObj((i) -> this.desk.simulator.newConversation(this.desk.conversation.agentId()))
			.toList();
		wholeAgent(store).run((context) -> {
			conversations.forEach((conversation) -> conversation.receives("one"));
			await().atMost(Desk.SOON)
				.until(() -> conversations.stream().allMatch((conversation) -> stored(store, conversation) != null));
		});
		List<SimulatedConversation> gone = conversations.subList(0, 4);
		List<SimulatedConversation> left = conversations.subList(4, 8);
		List<String> ofOthers = List.of("all-2/" + gone.get(0).id(), "al/" + gone.get(0).id(), "all/cnv_foreign");
		ofOthers.forEach((key) -> store.reset(key, new Checkpoint(1, "msg_1", null, "agt_foreign", "cnv_foreign")));
		gone.forEach(SimulatedConversation::delete);
		wholeAgent(store).run((context) -> {
			await().atMost(Desk.SOON)
				.until(() -> gone.stream().allMatch((conversation) -> stored(store, conversation) == null));
			left.get(0).receives("two");
			assertThat(this.desk.listener.next()).isEqualTo("two");
		});
		assertThat(left).allMatch((conversation) -> stored(store, conversation) != null);
		assertThat(List.of("all", "all#0", "all#1")).allMatch((key) -> store.load(key) != null);
		assertThat(ofOthers).allMatch((key) -> store.load(key) != null);
	}

	private static @Nullable Checkpoint stored(CheckpointStore store, SimulatedConversation conversation) {
		return store.load("all/" + conversation.id());
	}

	private ApplicationContextRunner wholeAgent(CheckpointStore store) {
		this.desk.listener.texts.clear();
		return this.desk.runner()
			.withBean(CheckpointStore.class, () -> store)
			.withPropertyValues("bimpeai.streams.all.agent-id=" + this.desk.conversation.agentId(),
					"bimpeai.streams.all.after=2020-01-01T00:00:00Z", "bimpeai.streams.all.shards=2",
					"bimpeai.streams.all.poll-interval=100ms", "bimpeai.streams.all.requests-per-minute=6000");
	}

}
