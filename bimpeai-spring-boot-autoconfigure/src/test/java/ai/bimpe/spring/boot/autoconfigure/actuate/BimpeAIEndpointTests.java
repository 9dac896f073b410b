package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.EffectOf;
import ai.bimpe.spring.boot.autoconfigure.WebApplication;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link BimpeAIEndpoint} over HTTP, as operators use it.
 */
class BimpeAIEndpointTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String KEY = "sk_never_shown";

	private static final String TEXT = "the words of a customer";

	private static final String DESK = "/actuator/bimpeai/front-desk";

	private final List<String> received = new CopyOnWriteArrayList<>();

	private final List<HttpResponse<String>> answers = new CopyOnWriteArrayList<>();

	private Simulator simulator;

	private SimulatedConversation conversation;

	@BeforeEach
	void start() {
		this.simulator = Simulator.builder().answering(false).start();
		this.conversation = this.simulator.newAgent("Pia").newConversation();
	}

	@AfterEach
	void stop() {
		this.simulator.close();
		assertThat(this.answers).allSatisfy((answer) -> assertThat(answer.body()).doesNotContain(KEY)
			.doesNotContain(TEXT)
			.doesNotContainIgnoringCase("ticket="));
	}

	@Test
	void showsAllStreams() {
		try (WebApplication application = application("bimpeai.streams.pia.agent-id=" + this.conversation.agentId(),
				"bimpeai.streams.pia.shards=3")) {
			awaitState(application, StreamState.LIVE);
			JsonNode streams = json(get(application, "/actuator/bimpeai")).get("streams");
			assertThat(streams.propertyNames()).containsExactlyInAnyOrder("front-desk", "pia");
			assertThat(streams.get("pia").get("shards").intValue()).isEqualTo(3);
			assertThat(streams.get("pia").get("agentId").stringValue()).isEqualTo(this.conversation.agentId());
			assertThat(streams.get("pia").has("conversationId")).isFalse();
		}
	}

	@Test
	void showsOneStream() {
		try (WebApplication application = application()) {
			awaitState(application, StreamState.LIVE);
			String id = this.conversation.receives(TEXT).id();
			await().atMost(SOON).until(() -> this.received.size() == 1);
			await().atMost(SOON).untilAsserted(() -> {
				JsonNode delivered = json(get(application, DESK));
				assertThat(delivered.path("checkpoint").path("after").stringValue("")).isEqualTo(id);
				assertThat(delivered.get("lag").stringValue()).isEqualTo("PT0S");
			});
			JsonNode stream = json(get(application, DESK));
			assertThat(stream.get("state").stringValue()).isEqualTo("LIVE");
			assertThat(stream.get("conversationId").stringValue()).isEqualTo(this.conversation.id());
			assertThat(stream.get("shards").intValue()).isOne();
			assertThat(stream.get("ownedShards").toString()).isEqualTo("[0]");
			assertThat(Duration.parse(stream.get("silence").stringValue())).isBetween(Duration.ZERO, SOON);
			assertThat(stream.has("lastError")).isFalse();
		}
	}

	@Test
	void showsEffectiveSettingsOfStreamsAndClientsWithoutSecrets() {
		try (WebApplication application = application("bimpeai.streams.front-desk.lag-threshold=7s",
				"bimpeai.accounts.acme.api-key=" + KEY, "bimpeai.accounts.acme.timeout=7s",
				"bimpeai.accounts.acme.base-url=http://127.0.0.1:1/gateway", "bimpeai.default-headers.X-Team=" + KEY,
				"spring.http.clients.connect-timeout=3s")) {
			JsonNode all = json(get(application, "/actuator/bimpeai"));
			JsonNode settings = all.get("streams").get("front-desk").get("settings");
			assertThat(settings.get("concurrency").intValue()).isOne();
			assertThat(settings.get("autoStartup").booleanValue()).isTrue();
			assertThat(settings.get("lagThreshold").stringValue()).isEqualTo("PT7S");
			assertThat(settings.get("onDeliveryFailure").stringValue()).isEqualTo("CONTINUE");
			assertThat(settings.get("delivery").get("maxDelay").stringValue()).isEqualTo("PT5M");
			assertThat(settings.get("agentSettings").get("maxLive").intValue()).isEqualTo(40);
			JsonNode client = all.get("clients").get("default");
			assertThat(client.get("baseUrl").stringValue()).isEqualTo(this.simulator.baseUrl());
			assertThat(client.get("timeout").stringValue()).isEqualTo("PT30S");
			assertThat(client.get("connectTimeout").stringValue()).isEqualTo("PT3S");
			assertThat(client.get("maxRetries").intValue()).isEqualTo(2);
			assertThat(client.get("retry").get("maxDelay").stringValue()).isEqualTo("PT0.005S");
			assertThat(client.get("retry").get("maxRetryAfter").stringValue()).isEqualTo("PT1M");
			assertThat(client.get("pace").booleanValue()).isFalse();
			assertThat(client.get("maxResponseSize").longValue()).isEqualTo(16 * 1024 * 1024);
			assertThat(client.get("maxEventSize").longValue()).isEqualTo(1024 * 1024);
			assertThat(client.get("pool").get("maxConnections").intValue()).isEqualTo(500);
			assertThat(client.get("pool").get("maxIdleTime").stringValue()).isEqualTo("PT30S");
			assertThat(client.get("defaultHeaderNames").toString()).isEqualTo("[\"X-Team\"]");
			JsonNode acme = all.get("clients").get("acme");
			assertThat(acme.get("timeout").stringValue()).isEqualTo("PT7S");
			assertThat(acme.get("baseUrl").stringValue()).isEqualTo("http://127.0.0.1:1/gateway");
			assertThat(acme.get("retry").get("maxDelay").stringValue()).isEqualTo("PT0.005S");
			assertThat(acme.get("defaultHeaderNames").toString()).isEqualTo("[\"X-Team\"]");
		}
	}

	@Test
	void configurationPropertiesShowDefaultsAndNoSecrets() {
		try (WebApplication application = application("management.endpoints.web.exposure.include=configprops",
				"management.endpoint.configprops.show-values=always", "bimpeai.default-headers.X-Team=" + KEY,
				"bimpeai.proxy.host=proxy", "bimpeai.proxy.port=1", "bimpeai.proxy.username=me",
				"bimpeai.proxy.password=" + KEY)) {
			JsonNode beans = json(get(application, "/actuator/configprops")).get("contexts")
				.get(application.context().getId())
				.get("beans");
			Map<String, JsonNode> byPrefix = new TreeMap<>();
			beans.forEach((bean) -> byPrefix.put(bean.get("prefix").stringValue(), bean.get("properties")));
			assertThat(byPrefix).containsKeys("bimpeai", "bimpeai.listener", "bimpeai.checkpoints", "bimpeai.simulator",
					"management.health.bimpeai");
			JsonNode client = Objects.requireNonNull(byPrefix.get("bimpeai"));
			assertThat(client.get("timeout").stringValue()).isEqualTo("PT30S");
			assertThat(client.get("maxRetries").intValue()).isEqualTo(2);
			assertThat(client.get("retry").get("maxRetryAfter").stringValue()).isEqualTo("PT1M");
			assertThat(client.get("pool").get("maxConnections").intValue()).isEqualTo(500);
			assertThat(client.get("maxEventSize").toString()).contains("1048576");
			assertThat(client.get("streams").get("front-desk").get("lagThreshold").stringValue()).isEqualTo("PT1M");
			JsonNode listener = Objects.requireNonNull(byPrefix.get("bimpeai.listener"));
			assertThat(listener.get("shutdownTimeout").stringValue()).isEqualTo("PT20S");
			assertThat(Objects.requireNonNull(byPrefix.get("bimpeai.checkpoints")).get("store").stringValue())
				.isEqualToIgnoringCase("memory");
		}
	}

	@Test
	void showsHowFarListenersAreBehind() {
		CountDownLatch goOn = new CountDownLatch(1);
		try (WebApplication application = application()) {
			application.context().addApplicationListener((ApplicationListener<PayloadApplicationEvent<?>>) (event) -> {
				if (event.getPayload() instanceof MessageReceivedEvent) {
					awaitQuietly(goOn);
				}
			});
			awaitState(application, StreamState.LIVE);
			this.conversation.receives(TEXT);
			await().atMost(SOON)
				.until(() -> !Duration.parse(json(get(application, DESK)).get("lag").stringValue()).isZero());
			goOn.countDown();
			await().atMost(SOON)
				.until(() -> Duration.parse(json(get(application, DESK)).get("lag").stringValue()).isZero());
		}
	}

	@Test
	void showsWhyStreamIsRefused() {
		this.simulator.on("issueStreamTicket").respond(403);
		try (WebApplication application = application()) {
			awaitState(application, StreamState.WAITING);
			JsonNode error = json(get(application, DESK)).get("lastError");
			assertThat(error.get("type").stringValue()).isEqualTo("PermissionDeniedException");
			assertThat(error.get("message").stringValue()).startsWith("issueStreamTicket failed: 403")
				.contains("request id");
		}
	}

	@Test
	void remembersWhatWentWrongWhenTheStreamIsWellAgain() {
		this.simulator.on("issueStreamTicket").times(1).respond(503);
		try (WebApplication application = application()) {
			awaitState(application, StreamState.LIVE);
			JsonNode error = json(get(application, DESK)).get("lastError");
			assertThat(error.get("type").stringValue()).isEqualTo("InternalServerException");
			assertThat(error.has("at")).isTrue();
		}
	}

	@Test
	void showsOnlyTheTypeOfWhatListenersThrow() {
		try (WebApplication application = application("bimpeai.streams.front-desk.delivery.max-attempts=1")) {
			application.context().addApplicationListener((ApplicationListener<PayloadApplicationEvent<?>>) (event) -> {
				if (event.getPayload() instanceof MessageReceivedEvent message) {
					throw new IllegalStateException("Cannot use: " + message.message().message());
				}
			});
			awaitState(application, StreamState.LIVE);
			String id = this.conversation.receives(TEXT).id();
			await().atMost(SOON).until(() -> json(get(application, DESK)).has("lastError"));
			JsonNode error = json(get(application, DESK)).get("lastError");
			assertThat(error.get("type").stringValue()).isEqualTo("IllegalStateException");
			assertThat(error.get("message").stringValue())
				.isEqualTo("Delivery of message '" + id + "' failed in attempt 1");
		}
	}

	@Test
	void parkedConversationIsShownRetriedAndSkippedWithoutBody() {
		AtomicInteger attempts = new AtomicInteger();
		try (WebApplication application = application("bimpeai.streams.front-desk.delivery.initial-delay=1h",
				"bimpeai.streams.front-desk.delivery.max-delay=1h")) {
			application.context().addApplicationListener((ApplicationListener<PayloadApplicationEvent<?>>) (event) -> {
				if (event.getPayload() instanceof MessageReceivedEvent message) {
					attempts.incrementAndGet();
					throw new IllegalStateException("Cannot use: " + message.message().message());
				}
			});
			awaitState(application, StreamState.LIVE);
			String id = this.conversation.receives(TEXT).id();
			awaitParked(application, 1);
			JsonNode stream = json(get(application, DESK));
			assertThat(stream.get("parkedConversations").intValue()).isOne();
			JsonNode parked = stream.get("parked").get(0);
			assertThat(parked.get("conversationId").stringValue()).isEqualTo(this.conversation.id());
			assertThat(parked.get("messageId").stringValue()).isEqualTo(id);
			assertThat(parked.get("stopped").booleanValue()).isFalse();
			assertThat(post(application, DESK + "/retry/" + this.conversation.id()).statusCode()).isEqualTo(200);
			awaitParked(application, 2);
			assertThat(attempts).hasValue(2);
			assertThat(post(application, DESK + "/retry/another").statusCode()).isEqualTo(400);
			HttpResponse<String> unnamed = post(application, DESK + "/skip/" + this.conversation.id());
			assertThat(unnamed.statusCode()).isEqualTo(400);
			assertThat(json(unnamed).get("error").stringValue()).contains("is parked at message '" + id + "'");
			assertThat(post(application, DESK + "/skip/" + this.conversation.id() + "/" + id).statusCode())
				.isEqualTo(200);
			assertThat(json(get(application, DESK)).get("parkedConversations").intValue()).isZero();
			assertThat(post(application, DESK + "/pause").statusCode()).isEqualTo(200);
			assertThat(post(application, DESK + "/resume").statusCode()).isEqualTo(200);
		}
	}

	private void awaitParked(WebApplication application, int attempts) {
		await().atMost(SOON).until(() -> {
			JsonNode parked = json(get(application, DESK)).get("parked").path(0);
			return parked.path("attempts").intValue(0) == attempts && parked.has("nextAttempt");
		});
	}

	@Test
	void pausesAndResumes() {
		try (WebApplication application = application()) {
			awaitState(application, StreamState.LIVE);
			HttpResponse<String> paused = post(application, DESK + "/pause", "{}");
			assertThat(paused.statusCode()).isEqualTo(200);
			assertThat(json(paused).get("state").stringValue()).isEqualTo("PAUSED");
			this.simulator.awaitOpenStreams(0, SOON);
			assertThat(json(get(application, DESK)).has("silence")).isFalse();
			this.conversation.receives(TEXT);
			assertThat(post(application, DESK + "/resume", "{}").statusCode()).isEqualTo(200);
			await().atMost(SOON).until(() -> this.received.size() == 1);
		}
	}

	@Test
	void replaysFromMessage() {
		try (WebApplication application = application()) {
			awaitState(application, StreamState.LIVE);
			String first = this.conversation.receives(TEXT).id();
			String second = this.conversation.receives(TEXT).id();
			await().atMost(SOON).until(() -> this.received.equals(List.of(first, second)));
			assertThat(post(application, DESK + "/replay", "{\"from\":\"" + first + "\"}").statusCode()).isEqualTo(200);
			await().atMost(SOON).until(() -> this.received.equals(List.of(first, second, second)));
		}
	}

	@Test
	void replaysFromTime() {
		try (WebApplication application = application()) {
			awaitState(application, StreamState.LIVE);
			String id = this.conversation.receives(TEXT).id();
			await().atMost(SOON).until(() -> this.received.equals(List.of(id)));
			assertThat(post(application, DESK + "/replay", "{\"from\":\"2020-01-31T12:00:00+01:00\"}").statusCode())
				.isEqualTo(200);
			await().atMost(SOON).until(() -> this.received.equals(List.of(id, id)));
		}
	}

	@Test
	void wholeAgentIsReplayedFromTimeOnly() {
		try (WebApplication application = application("bimpeai.streams.pia.agent-id=" + this.conversation.agentId())) {
			HttpResponse<String> answer = post(application, "/actuator/bimpeai/pia/replay", "{\"from\":\"msg_1\"}");
			assertThat(answer.statusCode()).isEqualTo(400);
			assertThat(json(answer).get("error").stringValue()).startsWith("'from' must be an ISO 8601 time");
		}
	}

	@Test
	void unknownStreamIsNotFound() {
		try (WebApplication application = application()) {
			assertThat(get(application, "/actuator/bimpeai/back-desk").statusCode()).isEqualTo(404);
			HttpResponse<String> answer = post(application, "/actuator/bimpeai/back-desk/pause", "{}");
			assertThat(answer.statusCode()).isEqualTo(404);
			assertThat(json(answer).get("error").stringValue()).contains("'name'");
		}
	}

	@Test
	void badInputNamesTheArgument() {
		String rule = "'from' must be the id of a message, or an ISO 8601 time";
		try (WebApplication application = application()) {
			isRefused(application, "explode", "{}", "'action' must be");
			isRefused(application, "pause", "{\"from\":\"msg_1\"}", "'from' is for the action 'replay' only");
			isRefused(application, "replay", "{}", rule);
			isRefused(application, "replay", "{\"from\":\" \"}", rule);
			isRefused(application, "replay", "{\"from\":\"2026-02-31T00:00\"}", rule);
			isRefused(application, "replay", "{\"from\":\"a\\nb\"}", rule);
			assertThat(json(get(application, DESK)).get("state").stringValue()).isNotEqualTo("PAUSED");
		}
	}

	@Test
	void storeThatCannotBeReachedIsNotQuoted() {
		CheckpointStore store = mock(CheckpointStore.class);
		willThrow(new IllegalStateException(TEXT)).given(store).load(any());
		try (WebApplication application = WebApplication
			.start((context) -> context.getBeanFactory().registerSingleton("store", store), properties())) {
			HttpResponse<String> answer = post(application, DESK + "/replay", "{\"from\":\"msg_1\"}");
			assertThat(answer.statusCode()).isEqualTo(503);
			assertThat(json(answer).get("error").stringValue())
				.isEqualTo("The stream cannot be used now: IllegalStateException");
			await().atMost(SOON).until(() -> json(get(application, DESK)).has("lastError"));
			JsonNode error = json(get(application, DESK)).get("lastError");
			assertThat(error.get("type").stringValue()).isEqualTo("IllegalStateException");
			assertThat(error.has("message")).isFalse();
		}
	}

	@Test
	@EffectOf("management.endpoint.bimpeai.cache.time-to-live")
	void answersCanBeCached() {
		try (WebApplication application = application("management.endpoint.bimpeai.cache.time-to-live=1h")) {
			String before = get(application, "/actuator/bimpeai").body();
			assertThat(post(application, DESK + "/pause", "{}").statusCode()).isEqualTo(200);
			assertThat(get(application, "/actuator/bimpeai").body()).isEqualTo(before).doesNotContain("PAUSED");
			assertThat(get(application, DESK).body()).contains("PAUSED");
		}
	}

	@Test
	@EffectOf("management.endpoint.bimpeai.access")
	void isReadOnlyUnlessAccessIsUnrestricted() {
		String[] properties = Stream.of(properties())
			.filter((property) -> !property.startsWith("management.endpoint.bimpeai.access"))
			.toArray(String[]::new);
		try (WebApplication application = WebApplication.start(properties)) {
			assertThat(get(application, DESK).statusCode()).isEqualTo(200);
			assertThat(get(application, DESK + "/conversations").statusCode()).isEqualTo(200);
			for (String action : List.of("start", "pause", "resume", "replay", "pause-everywhere", "resume-everywhere",
					"retry/cnv_1", "skip/cnv_1", "skip/cnv_1/msg_1", "replay/cnv_1/msg_1")) {
				assertThat(post(application, DESK + "/" + action, "{}").statusCode()).as(action).isIn(404, 405);
				assertThat(post(application, DESK + "/" + action).statusCode()).as(action).isIn(404, 405);
			}
		}
	}

	@Test
	void conversationsThatAreNotWellComeByThePage() {
		List<SimulatedConversation> refused = Stream
			.generate(() -> this.simulator.newConversation(this.conversation.agentId()))
			.limit(3)
			.toList();
		refused.forEach((each) -> this.simulator.on("streamMessages").whenPathContains(each.id()).respond(400));
		try (WebApplication application = application("bimpeai.streams.pia.agent-id=" + this.conversation.agentId(),
				"bimpeai.streams.pia.poll-interval=100ms", "bimpeai.streams.pia.requests-per-minute=6000",
				"bimpeai.streams.front-desk.delivery.initial-delay=1h",
				"bimpeai.streams.front-desk.delivery.max-delay=1h")) {
			application.context().addApplicationListener((ApplicationListener<PayloadApplicationEvent<?>>) (event) -> {
				if (event.getPayload() instanceof MessageReceivedEvent message) {
					throw new IllegalStateException("Cannot use: " + message.message().message());
				}
			});
			awaitState(application, StreamState.LIVE);
			await().atMost(SOON)
				.until(() -> application.context()
					.getBean(BimpeAIStreams.class)
					.find("pia")
					.orElseThrow()
					.state() == StreamState.LIVE);
			refused.forEach((each) -> each.receives(TEXT));
			String pages = "/actuator/bimpeai/pia/conversations";
			await().atMost(SOON).until(() -> json(get(application, pages)).get("total").intValue() == 3);
			JsonNode first = json(get(application, pages + "?size=2"));
			JsonNode second = json(get(application, pages + "?size=2&page=1"));
			assertThat(first.get("conversations")).hasSize(2);
			assertThat(second.get("conversations")).hasSize(1);
			assertThat(
					Stream.concat(first.get("conversations").valueStream(), second.get("conversations").valueStream())
						.map((each) -> each.get("conversationId").stringValue()))
				.containsExactlyInAnyOrderElementsOf(refused.stream().map(SimulatedConversation::id).toList());
			assertThat(first.get("conversations").valueStream()).allSatisfy((each) -> {
				assertThat(each.get("problem").stringValue()).isEqualTo("UNREACHABLE");
				assertThat(each.get("reason").stringValue()).contains("400");
				assertThat(each.get("attempts").intValue()).isPositive();
				assertThat(each.has("since")).isTrue();
			});
			assertThat(json(get(application, "/actuator/bimpeai/pia")).get("unreachableConversations").intValue())
				.isEqualTo(3);
			String id = this.conversation.receives(TEXT).id();
			awaitParked(application, 1);
			JsonNode parked = json(get(application, DESK + "/conversations")).get("conversations").get(0);
			assertThat(parked.get("problem").stringValue()).isEqualTo("PARKED");
			assertThat(parked.get("messageId").stringValue()).isEqualTo(id);
			assertThat(parked.get("reason").stringValue()).contains("IllegalStateException");
			assertThat(get(application, pages + "?page=-1").statusCode()).isEqualTo(400);
			assertThat(json(get(application, pages + "?size=0")).get("error").stringValue()).startsWith("'size'");
			assertThat(get(application, "/actuator/bimpeai/pia/others").statusCode()).isEqualTo(404);
			assertThat(get(application, "/actuator/bimpeai/back-desk/conversations").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void pauseOfAllInstancesSurvivesTheRestart() {
		CheckpointStore store = new InMemoryCheckpointStore();
		try (WebApplication application = WebApplication
			.start((context) -> context.getBeanFactory().registerSingleton("store", store), properties())) {
			awaitState(application, StreamState.LIVE);
			assertThat(post(application, DESK + "/pause-everywhere").statusCode()).isEqualTo(200);
			awaitState(application, StreamState.PAUSED);
			this.simulator.awaitOpenStreams(0, SOON);
		}
		try (WebApplication application = WebApplication
			.start((context) -> context.getBeanFactory().registerSingleton("store", store), properties())) {
			awaitState(application, StreamState.PAUSED);
			assertThat(post(application, DESK + "/resume").statusCode()).isEqualTo(200);
			assertThat(json(get(application, DESK)).get("state").stringValue()).isEqualTo("PAUSED");
			assertThat(post(application, DESK + "/resume-everywhere").statusCode()).isEqualTo(200);
			awaitState(application, StreamState.LIVE);
		}
	}

	private void isRefused(WebApplication application, String action, String json, String problem) {
		HttpResponse<String> answer = post(application, DESK + "/" + action, json);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(json(answer).get("error").stringValue()).startsWith(problem);
	}

	private WebApplication application(String... properties) {
		WebApplication application = WebApplication
			.start(Stream.concat(Stream.of(properties()), Stream.of(properties)).toArray(String[]::new));
		application.context().addApplicationListener((ApplicationListener<PayloadApplicationEvent<?>>) (event) -> {
			if (event.getPayload() instanceof MessageReceivedEvent message) {
				this.received.add(message.message().id());
			}
		});
		return application;
	}

	private String[] properties() {
		return new String[] { "bimpeai.api-key=" + KEY, "bimpeai.base-url=" + this.simulator.baseUrl(),
				"bimpeai.retry.initial-delay=1ms", "bimpeai.retry.max-delay=5ms",
				"bimpeai.streams.front-desk.agent-id=" + this.conversation.agentId(),
				"bimpeai.streams.front-desk.conversation-id=" + this.conversation.id(),
				"management.endpoints.web.exposure.include=bimpeai",
				"management.endpoint.bimpeai.access=unrestricted" };
	}

	private static void awaitState(WebApplication application, StreamState state) {
		ManagedStream stream = application.context().getBean(BimpeAIStreams.class).find("front-desk").orElseThrow();
		await().atMost(SOON).until(() -> stream.state() == state);
	}

	private HttpResponse<String> get(WebApplication application, String path) {
		return keep(application.get(path));
	}

	private HttpResponse<String> post(WebApplication application, String path) {
		return keep(application.post(path));
	}

	private HttpResponse<String> post(WebApplication application, String path, String json) {
		return keep(application.post(path, json));
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(SOON.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private HttpResponse<String> keep(HttpResponse<String> answer) {
		this.answers.add(answer);
		return answer;
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
