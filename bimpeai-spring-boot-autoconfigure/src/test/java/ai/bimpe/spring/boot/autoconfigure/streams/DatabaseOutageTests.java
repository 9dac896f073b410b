package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.WebApplication;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.support.Postgres;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.modulith.events.config.EventPublicationAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for streams whose listeners and checkpoints have one PostgreSQL database, which
 * is down for a while.
 */
class DatabaseOutageTests {

	private static final Duration SOON = Duration.ofMinutes(2);

	private static final String HELD = "held";

	private final Simulator simulator = Simulator.builder().answering(false).start();

	private final List<SimulatedConversation> plain = conversations();

	private final List<SimulatedConversation> transactional = conversations();

	private final Map<String, List<String>> sent = new LinkedHashMap<>();

	private final String database = "outage_" + UUID.randomUUID().toString().replace('-', '_');

	private final JdbcTemplate jdbc = new JdbcTemplate(Postgres.create(this.database));

	private final CountDownLatch written = new CountDownLatch(1);

	private final CountDownLatch down = new CountDownLatch(1);

	private final List<MessageDeliveryFailedEvent> deadLetters = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.down.countDown();
		this.simulator.close();
	}

	@Test
	void nothingIsLostAndEveryConversationKeepsItsOrder() throws InterruptedException {
		this.simulator.settings().withoutRateLimits();
		this.jdbc.execute("create table note (id serial, conversation varchar(100), message varchar(100))");
		try (WebApplication application = start()) {
			await().atMost(SOON).until(() -> states(application).allMatch(StreamState.LIVE::equals));
			receive(3);
			await().atMost(SOON).untilAsserted(() -> assertThat(notes()).isEqualTo(this.sent));
			// Its listener has written it, but it is not acknowledged.
			receive(this.plain.get(0), HELD);
			assertThat(this.written.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
			// All others are, or they would wait for the store in place of being parked.
			await().atMost(SOON)
				.until(() -> deliveries(application, "plain") == 1 && deliveries(application, "transactional") == 0);

			Postgres.takeDown(this.database);
			this.down.countDown();
			receive(3);
			await().atMost(SOON).untilAsserted(() -> {
				assertThat(states(application)).containsOnly(StreamState.WAITING);
				assertThat(parkedByEndpoint(application)).isEqualTo(3);
				assertThat(parkedByHealth(application)).isEqualTo(3);
				assertThat(parkedByMeter(application)).isEqualTo(3);
			});

			Postgres.bringUp(this.database);
			await().atMost(SOON).untilAsserted(() -> assertThat(notes()).isEqualTo(this.sent));
			await().atMost(SOON).untilAsserted(() -> {
				assertThat(states(application)).containsOnly(StreamState.LIVE);
				assertThat(parkedByEndpoint(application)).isZero();
				assertThat(parkedByHealth(application)).isZero();
				assertThat(parkedByMeter(application)).isZero();
			});
			assertThat(this.deadLetters).isEmpty();
			receive(1);
			await().atMost(SOON).untilAsserted(() -> assertThat(notes()).isEqualTo(this.sent));
		}
	}

	private static int deliveries(WebApplication application, String stream) {
		return application.context()
			.getBean(BimpeAIStreams.class)
			.find(stream)
			.orElseThrow()
			.statistics()
			.activeDeliveries();
	}

	private List<SimulatedConversation> conversations() {
		String agentId = this.simulator.newAgent("Pia").newConversation().agentId();
		return IntStream.range(0, 4).mapToObj((i) -> this.simulator.newConversation(agentId)).toList();
	}

	private void receive(int messages) {
		for (int i = 0; i < messages; i++) {
			Stream.concat(this.plain.stream(), this.transactional.stream())
				.forEach((conversation) -> receive(conversation, "text"));
		}
	}

	private void receive(SimulatedConversation conversation, String text) {
		this.sent.computeIfAbsent(conversation.id(), (id) -> new ArrayList<>()).add(conversation.receives(text).id());
	}

	private Map<String, List<String>> notes() {
		Map<String, List<String>> notes = new LinkedHashMap<>();
		this.jdbc.queryForList("select conversation, message from note order by id")
			.forEach((row) -> notes.computeIfAbsent(String.valueOf(row.get("conversation")), (id) -> new ArrayList<>())
				.add(String.valueOf(row.get("message"))));
		// Delivered at least once, without transactions.
		this.plain.forEach((conversation) -> notes.computeIfPresent(conversation.id(),
				(id, messages) -> messages.stream().distinct().toList()));
		return notes;
	}

	private static Stream<StreamState> states(WebApplication application) {
		return application.context().getBean(BimpeAIStreams.class).all().stream().map(ManagedStream::state);
	}

	private static int parkedByEndpoint(WebApplication application) {
		return json(application, "/actuator/bimpeai/plain").get("parkedConversations").intValue();
	}

	private static int parkedByHealth(WebApplication application) {
		JsonNode health = json(application, "/actuator/health/bimpeai");
		assertThat(health.get("status").stringValue()).isEqualTo("UP");
		return health.get("details").get("streams").get("plain").get("parkedConversations").intValue();
	}

	private static double parkedByMeter(WebApplication application) {
		return application.context()
			.getBean(MeterRegistry.class)
			.get("bimpeai.stream.parked")
			.tag("stream", "plain")
			.gauge()
			.value();
	}

	private static JsonNode json(WebApplication application, String path) {
		return JsonMapper.shared().readTree(application.get(path).body());
	}

	private WebApplication start() {
		List<String> properties = new ArrayList<>(List.of("bimpeai.api-key=" + this.simulator.apiKey(),
				"bimpeai.base-url=" + this.simulator.baseUrl(), "bimpeai.retry.initial-delay=1ms",
				"bimpeai.retry.max-delay=50ms", "bimpeai.streams.transactional.transactional=true",
				"management.endpoints.web.exposure.include=bimpeai,health",
				"management.endpoint.health.show-details=always",
				"spring.autoconfigure.exclude=" + EventPublicationAutoConfiguration.class.getName(),
				// Does not wait for a connection that it cannot get.
				"spring.datasource.type=" + SimpleDriverDataSource.class.getName(),
				"spring.datasource.url=jdbc:postgresql://127.0.0.1:" + Postgres.port() + "/" + this.database,
				"spring.datasource.username=postgres"));
		Map.of("plain", this.plain, "transactional", this.transactional).forEach((name, conversations) -> {
			String prefix = "bimpeai.streams." + name + ".";
			properties.addAll(
					List.of(prefix + "agent-id=" + conversations.get(0).agentId(), prefix + "after=" + Instant.EPOCH,
							prefix + "poll-interval=100ms", prefix + "requests-per-minute=6000",
							prefix + "delivery.initial-delay=1ms", prefix + "delivery.max-delay=200ms"));
		});
		return WebApplication.start(this::register, properties.toArray(String[]::new));
	}

	private void register(ConfigurableApplicationContext context) {
		GenericApplicationContext beans = (GenericApplicationContext) context;
		beans.registerBean(JdbcMetadataStore.class, () -> new JdbcMetadataStore(beans.getBean(DataSource.class)));
		beans.registerBean(Notes.class, () -> new Notes(beans.getBean(JdbcTemplate.class)));
	}

	/**
	 * Writes every message to the database.
	 */
	class Notes {

		private final JdbcTemplate jdbc;

		Notes(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@EventListener
		void on(MessageReceivedEvent event) throws InterruptedException {
			this.jdbc.update("insert into note (conversation, message) values (?, ?)", event.conversationId(),
					event.message().id());
			if (HELD.equals(event.message().message())) {
				DatabaseOutageTests.this.written.countDown();
				DatabaseOutageTests.this.down.await();
			}
		}

		@EventListener
		void on(MessageDeliveryFailedEvent event) {
			DatabaseOutageTests.this.deadLetters.add(event);
		}

	}

}
