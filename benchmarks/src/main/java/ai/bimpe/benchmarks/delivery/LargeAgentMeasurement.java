package ai.bimpe.benchmarks.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import ai.bimpe.benchmarks.measure.Latencies;
import ai.bimpe.benchmarks.measure.ResourceUsage;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.StreamSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a managed stream of an agent with many quiet conversations costs, and how soon it
 * finds a message in one of them.
 */
public final class LargeAgentMeasurement {

	private static final int PAGE_SIZE = 100;

	/** A poll reads no more pages than that where little is new. */
	private static final int POLL_PAGES = 3;

	private static final int MESSAGES = 16;

	private static final int FOUND_SECONDS = 60;

	private static final int WALK_SECONDS = 150;

	/** To read everything at once. */
	private static final AgentStreamSettings FAST = AgentStreamSettings.DEFAULTS.withRequestsPerMinute(60_000);

	private final HttpClient http = HttpClient.newHttpClient();

	private final String baseUrl;

	private final int conversations;

	/** Completed by the next message. */
	private volatile CompletableFuture<Long> next = new CompletableFuture<>();

	/**
	 * Create.
	 * @param baseUrl where the simulator is
	 * @param conversations how many conversations the agent has
	 */
	public LargeAgentMeasurement(String baseUrl, int conversations) {
		this.baseUrl = baseUrl;
		this.conversations = conversations;
	}

	/**
	 * Read the whole list once, and look at the heap.
	 * @return bytes after a collection, checkpoints that were written, and CPU and
	 * seconds of the walk
	 * @throws Exception when the simulator cannot be reached
	 */
	public Map<String, Double> heap() throws Exception {
		control("DELETE", "requests", "");
		ResourceUsage before = ResourceUsage.now();
		try (ManagedApplication application = open(FAST)) {
			awaitLastPage();
			ResourceUsage used = ResourceUsage.now().since(before);
			// What the walk has begun.
			TimeUnit.SECONDS.sleep(2);
			Map<String, Double> result = new TreeMap<>();
			result.put("heapBytes", (double) ResourceUsage.memory().heapBytes());
			result.put("checkpoints", (double) application.acknowledged());
			result.put("cpuSeconds", used.cpuNanos() / 1e9);
			result.put("seconds", used.wallNanos() / 1e9);
			return result;
		}
	}

	/**
	 * Send messages to conversations at random, with the settings that are the default,
	 * while the first walk over the list is under way.
	 * @return percentiles of the time until a message is delivered, and requests a poll
	 * and a minute
	 * @throws Exception when the simulator cannot be reached
	 */
	public Map<String, Double> find() throws Exception {
		// Others in each round: those of the round before have a live stream at once.
		Random random = new Random();
		Latencies latencies = new Latencies();
		String agentId = agentId();
		control("DELETE", "requests", "");
		try (ManagedApplication application = open(AgentStreamSettings.DEFAULTS)) {
			long start = System.nanoTime();
			// The first page is read, so that the messages come after the start.
			TimeUnit.SECONDS.sleep(3);
			double written = application.acknowledged();
			latencies.start();
			for (int i = 0; i < MESSAGES; i++) {
				TimeUnit.MILLISECONDS.sleep(random.nextInt(5000));
				CompletableFuture<Long> found = new CompletableFuture<>();
				this.next = found;
				long sent = System.nanoTime();
				String conversation = LargeAgentServer.conversation(this.conversations,
						random.nextInt(this.conversations));
				control("POST", "agents/" + agentId + "/conversations/" + conversation + "/messages",
						"{\"text\":\"now\"}");
				latencies.add(found.get(FOUND_SECONDS, TimeUnit.SECONDS) - sent);
			}
			double minutes = (System.nanoTime() - start) / 60e9;
			Map<String, Double> result = new TreeMap<>();
			long[] sorted = latencies.stop();
			Latencies.percentiles(sorted, result);
			result.put("mostMicros", sorted[sorted.length - 1] / 1000.0);
			result.put("checkpoints", written);
			result.put("requestsAMinute", requests(Integer.MAX_VALUE) / minutes);
			double polls = minutes * 60 / AgentStreamSettings.DEFAULTS.pollInterval().toSeconds();
			result.put("requestsAPoll", requests(POLL_PAGES) / polls);
			return result;
		}
	}

	private ManagedApplication open(AgentStreamSettings settings) throws InterruptedException {
		StreamSpec spec = StreamSpec.ofAgent("benchmark", agentId()).withAgentSettings(settings);
		return new ManagedApplication(this.baseUrl, spec, false, 0, (text) -> this.next.complete(System.nanoTime()));
	}

	private String agentId() {
		try (BimpeAI bimpeai = BimpeAI.builder().apiKey("sk_benchmark").baseUrl(this.baseUrl).build()) {
			String name = LargeAgentServer.agent(this.conversations);
			return bimpeai.agents()
				.list(ListQuery.create())
				.stream()
				.filter((agent) -> name.equals(agent.name()))
				.findFirst()
				.orElseThrow()
				.id();
		}
	}

	private void awaitLastPage() throws Exception {
		long deadline = System.nanoTime() + Duration.ofSeconds(WALK_SECONDS).toNanos();
		int last = (this.conversations + PAGE_SIZE - 1) / PAGE_SIZE;
		while (pages().noneMatch((page) -> page == last)) {
			if (System.nanoTime() > deadline) {
				throw new TimeoutException("The list was not read to its end");
			}
			TimeUnit.MILLISECONDS.sleep(500);
		}
	}

	private long requests(int lastPage) throws IOException, InterruptedException {
		return pages().filter((page) -> page <= lastPage).count();
	}

	private IntStream pages() throws IOException, InterruptedException {
		JsonNode log = JsonMapper.shared().readTree(control("GET", "requests?operation=listConversations", ""));
		return log.path("requests")
			.valueStream()
			.mapToInt((request) -> Integer.parseInt(request.path("query").path("page").asString("1")));
	}

	private String control(String method, String path, String body) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.baseUrl + "/simulator/" + path))
			.method(method, HttpRequest.BodyPublishers.ofString(body))
			.header("Content-Type", "application/json")
			.build();
		HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() >= 300) {
			throw new IOException(method + " " + path + " was answered with " + response.statusCode());
		}
		return response.body();
	}

}
