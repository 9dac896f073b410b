package ai.bimpe.spring.stream.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The contract of {@link CheckpointStore}, for every one that we bring.
 */
class CheckpointStoreTests {

	private static final Checkpoint FIRST = new Checkpoint(1, "2026-01-31T12:00:00Z", null);

	private static final Checkpoint SECOND = new Checkpoint(1, "msg|1", Instant.parse("2026-01-31T12:00:00.123456Z"));

	static Stream<Named<CheckpointStore>> stores() {
		DataSource dataSource = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
			.generateUniqueName(true)
			.addScript("org/springframework/integration/jdbc/schema-h2.sql")
			.build();
		JdbcMetadataStore jdbc = new JdbcMetadataStore(dataSource);
		jdbc.afterPropertiesSet();
		return Stream.of(Named.of("in memory", new InMemoryCheckpointStore()),
				Named.of("simple metadata", new MetadataCheckpointStore(new SimpleMetadataStore())),
				Named.of("JDBC metadata", new MetadataCheckpointStore(jdbc)));
	}

	@ParameterizedTest
	@MethodSource("stores")
	void knowsNothingAtFirst(CheckpointStore store) {
		assertThat(store.load("front-desk")).isNull();
	}

	@ParameterizedTest
	@MethodSource("stores")
	void keepsWhatIsWritten(CheckpointStore store) {
		assertThat(store.advance("front-desk", null, FIRST)).isTrue();
		assertThat(store.load("front-desk")).isEqualTo(FIRST);
		assertThat(store.advance("front-desk", FIRST, SECOND)).isTrue();
		assertThat(store.load("front-desk")).isEqualTo(SECOND);
		assertThat(store.load("front")).isNull();
	}

	@ParameterizedTest
	@MethodSource("stores")
	void refusesWhatIsNotExpected(CheckpointStore store) {
		assertThat(store.advance("front-desk", FIRST, SECOND)).isFalse();
		assertThat(store.load("front-desk")).isNull();
		store.advance("front-desk", null, SECOND);
		assertThat(store.advance("front-desk", null, FIRST)).isFalse();
		assertThat(store.advance("front-desk", FIRST, FIRST)).isFalse();
		assertThat(store.advance("front-desk", new Checkpoint(2, SECOND.after(), SECOND.createdAt()), FIRST)).isFalse();
		assertThat(store.load("front-desk")).isEqualTo(SECOND);
	}

	@ParameterizedTest
	@MethodSource("stores")
	void resetsWhateverIsThere(CheckpointStore store) {
		store.reset("front-desk", FIRST);
		assertThat(store.load("front-desk")).isEqualTo(FIRST);
		store.reset("front-desk", SECOND);
		assertThat(store.load("front-desk")).isEqualTo(SECOND);
	}

	@ParameterizedTest
	@MethodSource("stores")
	void onlyOneOfManyWins(CheckpointStore store) {
		store.reset("front-desk", FIRST);
		AtomicInteger won = new AtomicInteger();
		List<Thread> threads = IntStream.range(2, 10).mapToObj((epoch) -> new Thread(() -> {
			if (store.advance("front-desk", FIRST, new Checkpoint(epoch, "msg_1", null))) {
				won.incrementAndGet();
			}
		})).toList();
		threads.forEach(Thread::start);
		threads.forEach(CheckpointStoreTests::join);
		assertThat(won).hasValue(1);
	}

	@Test
	void metadataIsKeptUnderItsOwnPrefixAndForm() {
		SimpleMetadataStore metadata = new SimpleMetadataStore();
		new MetadataCheckpointStore(metadata).reset("front-desk", SECOND);
		assertThat(metadata.get("bimpeai/front-desk")).isEqualTo("1|2026-01-31T12:00:00.123456Z|msg|1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "garbage", "1||", "1|| ", "1|yesterday|msg_1", "|2026-01-31T12:00:00Z|msg_1",
			"x||msg_1", "01||msg_1", "-1||msg_1", "1|2026-01-31T12:00:00.000Z|msg_1", "99999999999999999999||msg_1" })
	void refusesToGuessAndNamesKeyAndRemedy(String value) {
		SimpleMetadataStore metadata = new SimpleMetadataStore();
		metadata.put("bimpeai/front-desk", value);
		assertThatExceptionOfType(InvalidCheckpointException.class)
			.isThrownBy(() -> new MetadataCheckpointStore(metadata).load("front-desk"))
			.withMessageContaining("'front-desk'")
			.withMessageContaining("replayFrom")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("front-desk"));
	}

	private static void join(Thread thread) {
		try {
			thread.join(10_000);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
