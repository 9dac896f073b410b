package ai.bimpe.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.bimpe.benchmarks.measure.ResourceUsage;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import reactor.core.publisher.Hooks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows many conversations for a while, closes everything, and tells what was lost,
 * repeated or left behind. Ends with status 1 when something was.
 */
public final class SoakClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	/** Streams that are opened in a tenth of a second. */
	private static final int OPENED_AT_ONCE = 50;

	/** One stream in so many is closed and opened anew in a second. */
	private static final int REOPENED = 200;

	private static final int PROGRESS_SECONDS = 30;

	/** To receive everything, and to close everything. */
	private static final int PATIENCE_SECONDS = 120;

	/** What classes, pools and caches take that the first streams have filled. */
	private static final long HEAP_SLACK_MIB = 24;

	private static final int THREAD_SLACK = 4;

	/** Column of the kernel's table of sockets. */
	private static final int INODE = 9;

	private final LeakReports leaks = new LeakReports();

	private final RetryContexts retryContexts = new RetryContexts();

	private final AtomicLong dropped = new AtomicLong();

	private final ServerFigures server;

	private final int seconds;

	private final ReactiveBimpeAI client;

	private final List<FollowedConversation> conversations;

	private final Map<String, Object> figures = new LinkedHashMap<>();

	private final List<String> problems = new ArrayList<>();

	private SoakClient(String baseUrl, int seconds, int streams) {
		this.server = new ServerFigures(baseUrl);
		this.seconds = seconds;
		this.client = ReactiveBimpeAI.builder()
			.apiKey("sk_soak")
			.baseUrl(baseUrl)
			.timeout(TIMEOUT)
			.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(100)).withMaxDelay(Duration.ofSeconds(2)))
			.retryListener(this.retryContexts)
			.build();
		this.conversations = IntStream.range(0, streams)
			.mapToObj((number) -> new FollowedConversation(this.client, number))
			.toList();
	}

	/**
	 * Run the soak, and print its figures as one line of JSON.
	 * @param arguments base URL, seconds and number of streams
	 * @throws InterruptedException when interrupted
	 */
	public static void main(String[] arguments) throws InterruptedException {
		SoakClient soak = new SoakClient(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
		soak.run();
		System.out.println(JsonMapper.shared().writeValueAsString(soak.figures));
		System.exit(soak.problems.isEmpty() ? 0 : 1);
	}

	private void run() throws InterruptedException {
		Hooks.onErrorDropped((failure) -> {
			this.dropped.incrementAndGet();
			failure.printStackTrace();
		});
		ResourceUsage.Memory before = ResourceUsage.memory();
		ResourceUsage begin = ResourceUsage.now();
		open();
		ResourceUsage.Memory opened = ResourceUsage.memory();
		hold(begin);
		JsonNode end = this.server.freeze();
		awaitLast(end);
		ResourceUsage used = ResourceUsage.now().since(begin);
		ResourceUsage.Memory held = ResourceUsage.memory();
		long heldSockets = sockets();
		close();
		long leaked = this.leaks.count();
		ResourceUsage.Memory after = ResourceUsage.memory();
		this.figures.put("streams", this.conversations.size());
		this.figures.put("seconds", TimeUnit.NANOSECONDS.toSeconds(used.wallNanos()));
		this.figures.put("messages", sum((one) -> one.ledger().messages()));
		this.figures.put("reconnects", sum(FollowedConversation::reconnects));
		this.figures.put("skipped", sum(FollowedConversation::skipped));
		this.figures.put("allowedRepeats", sum((one) -> one.ledger().allowedRepeats()));
		this.figures.put("cpuSeconds", TimeUnit.NANOSECONDS.toSeconds(used.cpuNanos()));
		this.figures.put("heapBefore", mebibytes(before));
		this.figures.put("heapOpened", mebibytes(opened));
		this.figures.put("heapHeld", mebibytes(held));
		this.figures.put("heapAfter", mebibytes(after));
		this.figures.put("maxHeap", Runtime.getRuntime().maxMemory() / 1024 / 1024);
		this.figures.put("residentHeld", held.residentBytes() / 1024 / 1024);
		this.figures.put("threadsHeld", held.threads());
		this.figures.put("socketsHeld", heldSockets);
		mustBeZero("gaps", sum((one) -> one.ledger().gaps()));
		mustBeZero("repeats", sum((one) -> one.ledger().repeats()));
		mustBeZero("changed", sum((one) -> one.ledger().changed()));
		mustBeZero("ended", failures());
		mustBeZero("leaks", leaked);
		mustBeZero("dropped", this.dropped.get());
		mustBeZero("retryContexts", this.retryContexts.open());
		mustBeZero("sockets", sockets());
		JsonNode server = this.server.now();
		mustBeZero("connections", server.path("connections").asLong());
		mustBeZero("unnoticed", server.path("unnoticed").asLong());
		mustBeZero("badTickets", server.path("badTickets").asLong());
		mustNotGrow("heap in MiB", mebibytes(before), mebibytes(after), HEAP_SLACK_MIB);
		mustNotGrow("threads", opened.threads(), after.threads(), THREAD_SLACK);
		this.figures.put("threadsAfter", after.threads());
		this.figures.put("faults", end.path("faults"));
		this.figures.put("problems", this.problems);
	}

	private void open() throws InterruptedException {
		for (int i = 0; i < this.conversations.size(); i++) {
			this.conversations.get(i).open();
			if (i % OPENED_AT_ONCE == 0) {
				TimeUnit.MILLISECONDS.sleep(100);
			}
		}
	}

	private void hold(ResourceUsage begin) throws InterruptedException {
		for (long second = elapsed(begin); second < this.seconds; second++) {
			for (int i = 0; i <= this.conversations.size() / REOPENED; i++) {
				int number = ThreadLocalRandom.current().nextInt(this.conversations.size());
				this.conversations.get(number).reopen();
			}
			if (second % PROGRESS_SECONDS == 0) {
				progress(second);
			}
			TimeUnit.SECONDS.sleep(1);
		}
	}

	private static long elapsed(ResourceUsage begin) {
		return TimeUnit.NANOSECONDS.toSeconds(ResourceUsage.now().since(begin).wallNanos());
	}

	private void progress(long second) {
		Runtime runtime = Runtime.getRuntime();
		System.err.printf("%d s: %,d messages, %,d reconnects, %d gaps, %d repeats, %d streams ended, %d MiB heap%n",
				second, sum((one) -> one.ledger().messages()), sum(FollowedConversation::reconnects),
				sum((one) -> one.ledger().gaps()), sum((one) -> one.ledger().repeats()),
				this.conversations.stream().filter((one) -> one.failure() != null).count(),
				(runtime.totalMemory() - runtime.freeMemory()) / 1024 / 1024);
	}

	private void awaitLast(JsonNode end) throws InterruptedException {
		await(() -> IntStream.range(0, this.conversations.size())
			.allMatch((i) -> this.conversations.get(i).ledger().isComplete(end.path("last").path(i).asLong())
					|| this.conversations.get(i).failure() != null));
		// Asked again: a stream may have been opened only then.
		JsonNode seen = this.server.now().path("seen");
		for (int i = 0; i < this.conversations.size(); i++) {
			this.conversations.get(i).ledger().end(seen.path(i).asLong(), end.path("last").path(i).asLong());
		}
	}

	private void close() throws InterruptedException {
		this.conversations.forEach(FollowedConversation::close);
		this.client.close();
		await(() -> sockets() == 0 && this.server.now().path("connections").asLong() == 0);
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		for (int tenths = 0; tenths < 10 * PATIENCE_SECONDS && !condition.getAsBoolean(); tenths++) {
			TimeUnit.MILLISECONDS.sleep(100);
		}
	}

	private long failures() {
		List<Throwable> failures = this.conversations.stream()
			.map(FollowedConversation::failure)
			.filter(Objects::nonNull)
			.toList();
		failures.stream().limit(5).forEach(Throwable::printStackTrace);
		return failures.size();
	}

	private long sum(ToLongFunction<FollowedConversation> figure) {
		return this.conversations.stream().mapToLong(figure).sum();
	}

	private void mustBeZero(String name, long figure) {
		this.figures.put(name, figure);
		if (figure != 0) {
			this.problems.add(name + ": " + figure);
		}
	}

	private void mustNotGrow(String name, long before, long after, long slack) {
		if (after > before + slack) {
			this.problems.add(name + ": " + after + " after " + before);
		}
	}

	private static long mebibytes(ResourceUsage.Memory memory) {
		return memory.heapBytes() / 1024 / 1024;
	}

	// Of TCP alone: the JDK keeps a pair of its own.
	private static long sockets() {
		try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
			Set<String> own = files.map(SoakClient::target).collect(Collectors.toSet());
			return Stream.of("/proc/self/net/tcp", "/proc/self/net/tcp6")
				.flatMap(SoakClient::lines)
				.map((line) -> line.trim().split("\\s+", -1))
				.filter((columns) -> columns.length > INODE && own.contains("socket:[" + columns[INODE] + "]"))
				.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Open sockets are read from /proc, which only Linux has", ex);
		}
	}

	private static Stream<String> lines(String file) {
		try {
			return Files.readAllLines(Path.of(file)).stream();
		}
		catch (IOException ex) {
			// There is no IPv6.
			return Stream.empty();
		}
	}

	private static String target(Path file) {
		try {
			return Files.readSymbolicLink(file).toString();
		}
		catch (IOException ex) {
			// Closed meanwhile.
			return "";
		}
	}

}
