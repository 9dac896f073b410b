package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.sql.DataSource;

import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.modulith.events.config.EventPublicationAutoConfiguration;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the {@link ApplicationModuleListener} methods of Spring Modulith.
 */
@ExtendWith(OutputCaptureExtension.class)
class ModuleListenerTests {

	private static final String LISTENER = ModuleListener.class.getName() + "#on";

	private final Desk desk = new Desk();

	private final Desk.Listener listener = this.desk.listener;

	private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

	/** Sees what is committed. */
	private final JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(this.url, "sa", ""));

	private final List<String> called = new CopyOnWriteArrayList<>();

	private final BlockingQueue<MessageReceivedEvent> taken = new LinkedBlockingQueue<>();

	private volatile boolean broken;

	ModuleListenerTests() {
		new ResourceDatabasePopulator(new ClassPathResource("org/springframework/integration/jdbc/schema-h2.sql"))
			.execute(Objects.requireNonNull(this.jdbc.getDataSource()));
	}

	@AfterEach
	void close() {
		this.jdbc.execute("shutdown");
		this.desk.close();
	}

	@Test
	void startSaysNothingOfListenerWhoseEventsAreKept(CapturedOutput output) {
		modulith().run((context) -> assertThat(output).contains("Stream 'front-desk' may be delivered to ")
			.contains("ModuleListenerTests.ModuleListener#on")
			.doesNotContain(LISTENER));
	}

	@Test
	void startWarnsOfListenerWhoseEventsAreNotKept(CapturedOutput output) {
		transactional().run((context) -> assertThat(output)
			.contains("Stream 'front-desk': " + LISTENER + " is called in phase AFTER_COMMIT")
			.contains("Spring Modulith's event publication registry"));
	}

	@Test
	void startWarnsOfListenerThatIsNeverCalled(CapturedOutput output) {
		modulith().withPropertyValues("bimpeai.streams.front-desk.transactional=false")
			.run((context) -> assertThat(output).contains("Stream 'front-desk': " + LISTENER + " is never called")
				.contains("set 'transactional' to true"));
	}

	@Test
	void publicationIsRegisteredWithTheTransactionOfTheDelivery() {
		List<String> publications = new CopyOnWriteArrayList<>();
		modulith().run((context) -> {
			JdbcTemplate inTransaction = context.getBean(JdbcTemplate.class);
			this.listener.onMessage = (event) -> {
				publications.add(publications(inTransaction, "") + " of " + publications(this.jdbc, ""));
				if (publications.size() < 3) {
					throw new IllegalStateException("Not yet");
				}
			};
			this.desk.awaitLive();
			this.desk.receives("one");
			assertThat(this.listener.next()).isEqualTo("one");
			MessageReceivedEvent event = this.taken.poll(Desk.SOON.toSeconds(), TimeUnit.SECONDS);
			assertThat(event).isEqualTo(this.listener.all(MessageReceivedEvent.class).get(0));
			await().atMost(Desk.SOON).until(() -> publications(this.jdbc, "where completion_date is not null") == 1);
		});
		assertThat(publications).containsExactly("1 of 0", "1 of 0", "1 of 0");
		assertThat(publications(this.jdbc, "")).isOne();
		assertThat(this.called).containsExactly("one in a transaction of its own");
	}

	@Test
	void failureIsNoRedelivery() {
		this.broken = true;
		modulith().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			assertThat(this.listener.next()).isEqualTo("one");
			await().atMost(Desk.SOON).until(() -> this.called.size() == 1);
			this.desk.receives("two");
			assertThat(this.listener.next()).isEqualTo("two");
			await().atMost(Desk.SOON).until(() -> this.called.size() == 2);
			await().atMost(Desk.SOON).until(() -> checkpoint(context).equals(lastMessageId()));
			assertThat(Desk.stream(context).parked()).isEmpty();
			assertThat(this.listener.all(MessageReceivedEvent.class)).hasSize(2);
			assertThat(this.listener.all(MessageDeliveryFailedEvent.class)).isEmpty();
			assertThat(this.called).containsExactlyInAnyOrder("one in a transaction of its own",
					"two in a transaction of its own");
			assertThat(publications(this.jdbc, "where completion_date is null")).isEqualTo(2);

			// The registry has them, and nobody else delivers them again.
			this.broken = false;
			context.getBean(IncompleteEventPublications.class).resubmitIncompletePublications((publication) -> true);
			await().atMost(Desk.SOON).until(() -> publications(this.jdbc, "where completion_date is not null") == 2);
			assertThat(this.called).hasSize(4);
			assertThat(this.listener.all(MessageReceivedEvent.class)).hasSize(2);
		});
	}

	private static String checkpoint(ApplicationContext context) {
		Checkpoint checkpoint = Desk.stream(context).checkpoint();
		return (checkpoint != null) ? checkpoint.after() : "";
	}

	private String lastMessageId() {
		return this.desk.conversation.messages().get(1).id();
	}

	private ApplicationContextRunner modulith() {
		return transactional()
			.withConfiguration(AutoConfigurations.of(EventPublicationAutoConfiguration.class,
					hidden("jdbc.JdbcEventPublicationAutoConfiguration"),
					hidden("jackson.JacksonEventSerializationConfiguration")))
			.withPropertyValues("spring.modulith.events.jdbc.schema-initialization.enabled=true");
	}

	private ApplicationContextRunner transactional() {
		return this.desk
			.frontDesk("bimpeai.streams.front-desk.transactional=true", "spring.datasource.url=" + this.url,
					"spring.datasource.username=sa")
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
					DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
					TransactionAutoConfiguration.class, TransactionManagerCustomizationAutoConfiguration.class))
			.withUserConfiguration(Asynchronous.class)
			.withBean(ModuleListener.class, () -> new ModuleListener(this::take));
	}

	private void take(MessageReceivedEvent event) {
		boolean own = TransactionSynchronizationManager.isActualTransactionActive()
				&& !Thread.currentThread().getName().startsWith("bimpeai-");
		this.called.add(event.message().message() + (own ? " in a transaction of its own" : ""));
		if (this.broken) {
			throw new IllegalStateException("Broken");
		}
		this.taken.add(event);
	}

	private static Class<?> hidden(String name) {
		return ClassUtils.resolveClassName("org.springframework.modulith.events." + name, null);
	}

	private static int publications(JdbcTemplate jdbc, String where) {
		Integer count = jdbc.queryForObject("select count(*) from event_publication " + where, Integer.class);
		return (count != null) ? count : 0;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Asynchronous {

		@Bean
		JdbcMetadataStore metadataStore(DataSource dataSource) {
			return new JdbcMetadataStore(dataSource);
		}

	}

	/**
	 * A proxy, so it keeps nothing itself.
	 */
	static class ModuleListener {

		private final Consumer<MessageReceivedEvent> onMessage;

		ModuleListener(Consumer<MessageReceivedEvent> onMessage) {
			this.onMessage = onMessage;
		}

		@ApplicationModuleListener
		void on(MessageReceivedEvent event) {
			this.onMessage.accept(event);
		}

	}

}
