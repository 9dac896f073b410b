package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.sql.DataSource;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.boot.autoconfigure.EffectOf;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.listener.StreamContainerRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.modulith.events.config.EventPublicationAutoConfiguration;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for transactional streams, with a database and with the event publication
 * registry of Spring Modulith.
 */
@ExtendWith(OutputCaptureExtension.class)
class StreamTransactionTests {

	private final Desk desk = new Desk();

	private final Desk.Listener listener = this.desk.listener;

	private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

	private final DataSource dataSource = new DriverManagerDataSource(this.url, "sa", "");

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	private final FaultyTransactionManager transactionManager = new FaultyTransactionManager(this.dataSource);

	private final BlockingQueue<MessageReceivedEvent> handedOn = new LinkedBlockingQueue<>();

	private final AtomicInteger refused = new AtomicInteger();

	private volatile boolean broken;

	StreamTransactionTests() {
		new ResourceDatabasePopulator(new ClassPathResource("org/springframework/integration/jdbc/schema-h2.sql"))
			.execute(this.dataSource);
		this.jdbc.execute("create table note (text varchar(100))");
	}

	@AfterEach
	void close() {
		this.jdbc.execute("shutdown");
		this.desk.close();
	}

	@Test
	@EffectOf("bimpeai.streams.<name>.transactional")
	void whatListenersWriteIsKeptTogetherWithTheCheckpointOrNotAtAll() {
		AtomicInteger attempts = new AtomicInteger();
		this.listener.onMessage = (event) -> {
			this.jdbcInTransaction(event.message().message());
			if (attempts.incrementAndGet() < 3) {
				throw new IllegalStateException("Not yet");
			}
		};
		transactional().run((context) -> {
			this.desk.awaitLive();
			String id = this.desk.conversation.receives("one").id();
			assertThat(this.listener.next()).isEqualTo("one");
			await().atMost(Desk.SOON).until(() -> checkpoint().endsWith("|" + id));
			assertThat(attempts).hasValue(3);
			assertThat(notes()).containsExactly("one");
		});
	}

	@Test
	void transactionThatListenerHasMarkedForRollbackIsFailedDelivery() {
		AtomicInteger attempts = new AtomicInteger();
		this.listener.onMessage = (event) -> new TransactionTemplate(this.transactionManager)
			.executeWithoutResult((status) -> {
				this.jdbcInTransaction(event.message().message());
				if (attempts.incrementAndGet() == 1) {
					status.setRollbackOnly();
				}
			});
		transactional().run((context) -> {
			this.desk.awaitLive();
			String id = this.desk.conversation.receives("one").id();
			await().atMost(Desk.SOON).until(() -> checkpoint().endsWith("|" + id));
			assertThat(attempts).hasValue(2);
			assertThat(notes()).containsExactly("one");
		});
	}

	@Test
	void listenerThatReturnsBecauseItWasInterruptedLeavesNothing() {
		CountDownLatch atWork = new CountDownLatch(1);
		this.listener.onMessage = (event) -> {
			this.jdbcInTransaction(event.message().message());
			atWork.countDown();
			try {
				assertThat(new CountDownLatch(1).await(1, TimeUnit.MINUTES)).isFalse();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		};
		transactional().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			assertThat(atWork.await(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
			context.getBean(StreamContainerRegistry.class).destroy();
			await().atMost(Desk.SOON).until(() -> !this.listener.texts.isEmpty());
		});
		assertThat(notes()).isEmpty();
		assertThat(checkpoint()).startsWith("v1|1||");
	}

	@Test
	void messageThatNobodyTakesLeavesNothingButIsAcknowledged() {
		this.listener.onMessage = (event) -> {
			this.jdbcInTransaction(event.message().message());
			throw new IllegalStateException("Never");
		};
		this.listener.onFailure = (event) -> this.jdbcInTransaction("failed " + event.message().message());
		transactional().withPropertyValues("bimpeai.streams.front-desk.delivery.max-attempts=3").run((context) -> {
			this.desk.awaitLive();
			String id = this.desk.conversation.receives("one").id();
			await().atMost(Desk.SOON).until(() -> checkpoint().endsWith("|" + id));
			assertThat(notes()).containsExactly("failed one");
		});
	}

	@Test
	void waitsForDatabaseThatIsDownAndCountsNoAttempt() {
		transactional().run((context) -> {
			this.desk.awaitLive();
			this.transactionManager.down = true;
			this.desk.receives("one");
			await().atMost(Desk.SOON).until(() -> this.transactionManager.refused.get() >= 10);
			assertThat(Desk.stream(context).state()).isEqualTo(StreamState.WAITING);
			this.transactionManager.down = false;
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(this.listener.all(MessageDeliveryFailedEvent.class)).isEmpty();
			await().atMost(Desk.SOON).until(() -> Desk.stream(context).state() == StreamState.LIVE);
		});
	}

	@Test
	void stackDoesNotGrowWhileTheDatabaseIsDown() {
		transactional().run((context) -> {
			this.desk.awaitLive();
			this.transactionManager.down = true;
			this.desk.receives("one");
			List<Long> depths = this.transactionManager.depths;
			await().atMost(Desk.SOON).until(() -> depths.size() >= 20);
			this.transactionManager.down = false;
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(Collections.max(depths)).isLessThan(2 * depths.get(0));
		});
	}

	@Test
	void commitThatOnlySeemedToFailIsNotRepeated() {
		this.listener.onMessage = (event) -> this.jdbcInTransaction(event.message().message());
		transactional().run((context) -> {
			this.desk.awaitLive();
			this.transactionManager.failAfterCommit = true;
			this.desk.receives("one", "two");
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(this.listener.next()).isEqualTo("two");
			await().atMost(Desk.SOON).untilAsserted(() -> assertThat(notes()).containsExactly("one", "two"));
			assertThat(this.listener.all(MessageDeliveryFailedEvent.class)).isEmpty();
		});
	}

	@Test
	void crashBeforeTheCommitLosesNothing() {
		modulith().run((context) -> {
			this.desk.awaitLive();
			this.transactionManager.crashAtCommit = true;
			this.desk.receives("one");
			assertThat(this.transactionManager.crashed.await(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(this.listener.next()).isEqualTo("one");
			context.getBean(StreamContainerRegistry.class).destroy();
		});
		this.transactionManager.crashAtCommit = false;
		assertThat(publications("")).isZero();
		assertThat(checkpoint()).startsWith("v1|1||");
		modulith().run((context) -> {
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(this.handedOn.poll(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isNotNull();
			await().atMost(Desk.SOON).until(() -> publications("where completion_date is not null") == 1);
		});
	}

	@Test
	void crashAfterTheCommitLosesNothing() {
		modulith().run((context) -> {
			this.broken = true;
			this.desk.awaitLive();
			this.desk.receives("one");
			assertThat(this.listener.next()).isEqualTo("one");
			await().atMost(Desk.SOON).until(() -> this.refused.get() == 1);
		});
		assertThat(publications("where completion_date is null")).isOne();
		assertThat(checkpoint()).endsWith("|" + this.desk.conversation.messages().get(0).id());
		MessageReceivedEvent first = this.listener.all(MessageReceivedEvent.class).get(0);
		modulith().run((context) -> {
			this.broken = false;
			context.getBean(IncompleteEventPublications.class).resubmitIncompletePublications((publication) -> true);
			assertThat(this.handedOn.poll(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(first);
			await().atMost(Desk.SOON).until(() -> publications("where completion_date is not null") == 1);
		});
		assertThat(this.listener.all(MessageReceivedEvent.class)).hasSize(1);
	}

	@Test
	void failsBeforeTheFirstMessageOverStoreThatKnowsNoTransactions() {
		failsOver(new SimpleMetadataStore());
	}

	@Test
	void failsBeforeTheFirstMessageOverStoreInAnotherDatabase() {
		DataSource other = new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa",
				"");
		new ResourceDatabasePopulator(new ClassPathResource("org/springframework/integration/jdbc/schema-h2.sql"))
			.execute(other);
		failsOver(new JdbcMetadataStore(other));
		new JdbcTemplate(other).execute("shutdown");
	}

	@Test
	void storeThatTakesPartIsLeftAsItWas() {
		transactional().run((context) -> {
			this.desk.awaitLive();
			assertThat(this.jdbc.queryForList("select metadata_key from int_metadata_store", String.class))
				.containsExactly("bimpeai/front-desk");
		});
	}

	@Test
	void moreConversationsThanConnectionsAreWarnedOf(CapturedOutput output) {
		DataSourcePoolMetadata pool = mock();
		given(pool.getMax()).willReturn(3);
		transactional().withBean(DataSourcePoolMetadataProvider.class, () -> (dataSource) -> pool)
			.withPropertyValues("bimpeai.streams.front-desk.concurrency=4")
			.run((context) -> assertThat(output)
				.contains("'bimpeai.streams.front-desk.concurrency' is 4, but the connection pool has 3 connections"));
	}

	@Test
	void needsTransactionManagerAtRunTimeAsWell() {
		this.desk.runner()
			.withClassLoader(new FilteredClassLoader("org.springframework.transaction"))
			.run((context) -> assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> context.getBean(BimpeAIStreams.class).subscribe(spec()))
				.withMessageContaining("needs a PlatformTransactionManager"));
	}

	@Test
	void needsStoreThatTakesPart() {
		this.desk.runner()
			.withBean(PlatformTransactionManager.class, () -> this.transactionManager)
			.run((context) -> assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> context.getBean(BimpeAIStreams.class).subscribe(spec()))
				.withMessageContaining("JdbcMetadataStore"));
	}

	private StreamSpec spec() {
		return StreamSpec.of("late", this.desk.conversation.agentId(), this.desk.conversation.id())
			.withTransactional(true);
	}

	private void failsOver(ConcurrentMetadataStore store) {
		database().withBean(ConcurrentMetadataStore.class, () -> store).run((context) -> {
			ManagedStream stream = Desk.stream(context);
			await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.FAILED);
			assertThat(stream.failure()).isInstanceOf(UserException.class)
				.hasMessageContaining("'bimpeai.streams.front-desk.transactional'")
				.hasMessageContaining("JdbcMetadataStore");
			assertThat(this.desk.simulator.requests()).isEmpty();
			assertThat(this.listener.all(StreamOwnershipChangedEvent.class)).isEmpty();
		});
	}

	private ApplicationContextRunner transactional() {
		return database().withUserConfiguration(MetadataConfiguration.class);
	}

	private ApplicationContextRunner database() {
		return this.desk
			.frontDesk("bimpeai.streams.front-desk.transactional=true", "spring.datasource.url=" + this.url,
					"spring.datasource.username=sa")
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
					DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
					TransactionAutoConfiguration.class, TransactionManagerCustomizationAutoConfiguration.class))
			.withBean(DataSource.class, () -> this.dataSource)
			.withBean(PlatformTransactionManager.class, () -> this.transactionManager);
	}

	private ApplicationContextRunner modulith() {
		return transactional()
			.withConfiguration(AutoConfigurations.of(EventPublicationAutoConfiguration.class,
					hidden("jdbc.JdbcEventPublicationAutoConfiguration"),
					hidden("jackson.JacksonEventSerializationConfiguration")))
			.withPropertyValues("spring.modulith.events.jdbc.schema-initialization.enabled=true")
			.withBean(Outbox.class, () -> new Outbox(this::handOn));
	}

	private void handOn(MessageReceivedEvent event) {
		if (this.broken) {
			this.refused.incrementAndGet();
			throw new IllegalStateException("Broken");
		}
		this.handedOn.add(event);
	}

	private static Class<?> hidden(String name) {
		return ClassUtils.resolveClassName("org.springframework.modulith.events." + name, null);
	}

	private void jdbcInTransaction(@Nullable String text) {
		this.jdbc.update("insert into note values (?)", text);
	}

	private List<String> notes() {
		return this.jdbc.queryForList("select text from note", String.class);
	}

	private String checkpoint() {
		return String.valueOf(this.jdbc.queryForObject(
				"select metadata_value from int_metadata_store where metadata_key = 'bimpeai/front-desk'",
				String.class));
	}

	private int publications(String where) {
		Integer count = this.jdbc.queryForObject("select count(*) from event_publication " + where, Integer.class);
		return (count != null) ? count : 0;
	}

	@Configuration(proxyBeanMethods = false)
	static class MetadataConfiguration {

		@Bean
		JdbcMetadataStore metadataStore(DataSource dataSource) {
			return new JdbcMetadataStore(dataSource);
		}

	}

	/**
	 * What hands messages on when they are safe. A proxy, so it keeps nothing itself.
	 */
	static class Outbox {

		private final Consumer<MessageReceivedEvent> onMessage;

		Outbox(Consumer<MessageReceivedEvent> onMessage) {
			this.onMessage = onMessage;
		}

		@TransactionalEventListener
		void on(MessageReceivedEvent event) {
			this.onMessage.accept(event);
		}

	}

	/**
	 * Fails where a test wants it to.
	 */
	static final class FaultyTransactionManager extends JdbcTransactionManager {

		private static final long serialVersionUID = 1L;

		final transient AtomicInteger refused = new AtomicInteger();

		final transient List<Long> depths = new CopyOnWriteArrayList<>();

		final transient CountDownLatch crashed = new CountDownLatch(1);

		volatile boolean down;

		volatile boolean failAfterCommit;

		volatile boolean crashAtCommit;

		FaultyTransactionManager(DataSource dataSource) {
			super(dataSource);
		}

		@Override
		protected Object doGetTransaction() {
			if (this.down) {
				this.refused.incrementAndGet();
				if (Thread.currentThread().getName().matches("bimpeai-front-desk-\\d+")) {
					this.depths.add(StackWalker.getInstance().walk(Stream::count));
				}
				throw new CannotCreateTransactionException("Down");
			}
			return super.doGetTransaction();
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			if (this.crashAtCommit && Thread.currentThread().getName().startsWith("bimpeai-")) {
				this.crashed.countDown();
				try {
					new CountDownLatch(1).await(1, TimeUnit.MINUTES);
				}
				catch (InterruptedException ex) {
					doRollback(status);
					throw new TransactionSystemException("Crashed", ex);
				}
			}
			super.doCommit(status);
			if (this.failAfterCommit && Thread.currentThread().getName().startsWith("bimpeai-")) {
				this.failAfterCommit = false;
				throw new TransactionSystemException("Nobody knows");
			}
		}

	}

}
