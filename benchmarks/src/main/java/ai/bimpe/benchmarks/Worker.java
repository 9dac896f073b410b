package ai.bimpe.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.benchmarks.calls.BlockingOverhead;
import ai.bimpe.benchmarks.calls.CallClientType;
import ai.bimpe.benchmarks.calls.CallMeasurement;
import ai.bimpe.benchmarks.calls.CallWorkload;
import ai.bimpe.benchmarks.calls.ReactiveBimpeAICalls;
import ai.bimpe.benchmarks.decoder.DecoderMeasurement;
import ai.bimpe.benchmarks.delivery.ConsumerMeasurement;
import ai.bimpe.benchmarks.delivery.ConsumerType;
import ai.bimpe.benchmarks.delivery.DeliveryMeasurement;
import ai.bimpe.benchmarks.delivery.LargeAgentMeasurement;
import ai.bimpe.benchmarks.delivery.ThreadKind;
import ai.bimpe.benchmarks.streams.ReactiveBimpeAIStreams;
import ai.bimpe.benchmarks.streams.StreamClientType;
import ai.bimpe.benchmarks.streams.StreamMeasurement;
import ai.bimpe.client.ReactiveBimpeAI;
import tools.jackson.databind.json.JsonMapper;

/**
 * One contestant at one work, or at several kinds of calls one after the other, in a
 * process of its own. Prints one line of JSON a work. {@code benchmarks/compare} starts
 * the worker of another commit too: the name of this class, its arguments, and the names
 * in these lines stay as they are.
 */
public final class Worker {

	private static final CallWorkload BESIDE = new CallWorkload(CallWorkload.Kind.GET, 8);

	/** Seconds of CPU for every second that is measured. */
	private static final int WARM_UP_SECONDS = 6;

	private static final int MESSAGES_PER_SECOND = 10;

	private static final int HEARTBEAT_SECONDS = 5;

	/** As the API sends them. */
	private static final int BESIDE_HEARTBEAT_SECONDS = 20;

	private static final int NO_HEARTBEAT_SECONDS = 3600;

	private final String contestant;

	private final String baseUrl;

	private final int seconds;

	private Worker(String contestant, String baseUrl, int seconds) {
		this.contestant = contestant;
		this.baseUrl = baseUrl;
		this.seconds = seconds;
	}

	/**
	 * Do the work. That of {@code hold-<streams>} is to hold them until the process is
	 * ended.
	 * @param arguments round, works with their sizes such as {@code get-1,get-64},
	 * contestant, base URL, seconds to measure
	 * @throws Exception when the work cannot be done
	 */
	public static void main(String[] arguments) throws Exception {
		Worker worker = new Worker(arguments[2], arguments[3], Integer.parseInt(arguments[4]));
		String[] works = arguments[1].split(",", -1);
		if (works[0].matches("(get|post|pages)-.*")) {
			worker.calls(arguments[0], works);
		}
		else if (works[0].matches("(delivery|latency)-.*")) {
			worker.deliveries(arguments[0], works);
		}
		else if (works[0].startsWith("hold-")) {
			worker.hold(Integer.parseInt(works[0].substring("hold-".length())));
		}
		else {
			worker.print(arguments[0], works[0], worker.measure(works[0]));
		}
		// Open streams and their threads would keep the process alive.
		System.exit(0);
	}

	private void print(String round, String work, Map<String, Double> figures) {
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("round", Integer.valueOf(round));
		line.put("work", work);
		line.put("contestant", this.contestant);
		line.putAll(figures);
		System.out.println(JsonMapper.shared().writeValueAsString(line));
	}

	// The first one warms up what all of them share.
	private void calls(String round, String[] workloads) throws InterruptedException {
		CallMeasurement calls = new CallMeasurement(CallClientType.valueOf(this.contestant).connect(this.baseUrl));
		calls.warmUp(CallWorkload.of("get-64"), WARM_UP_SECONDS * this.seconds);
		for (String workload : workloads) {
			print(round, workload, calls.measure(CallWorkload.of(workload), this.seconds));
		}
	}

	// The first one warms up as well. Each opens its streams anew.
	private void deliveries(String round, String[] works) throws InterruptedException {
		DeliveryMeasurement delivery = new DeliveryMeasurement(ThreadKind.valueOf(this.contestant), this.baseUrl,
				this.seconds);
		delivery.warmUp();
		for (String work : works) {
			String[] words = work.split("-", -1);
			int listenerMillis = Integer.parseInt(words[1]);
			int concurrency = Integer.parseInt(words[2]);
			print(round, work, words[0].equals("delivery") ? delivery.throughput(listenerMillis, concurrency)
					: delivery.latency(listenerMillis, concurrency));
		}
	}

	private Map<String, Double> measure(String work) throws Exception {
		String[] words = work.split("-", 2);
		int size = Integer.parseInt(words[1]);
		return switch (words[0]) {
			case "full", "packed" -> streams().fullSpeed(words[0], size, this.seconds);
			case "sized" -> streams().fullSpeed(work, 1, this.seconds);
			case "paced" -> streams().paced(size, MESSAGES_PER_SECOND, this.seconds);
			case "spread" -> streams().spread(size, this.seconds);
			case "idle" -> streams().idle(size, HEARTBEAT_SECONDS);
			case "apart" -> beside(0, NO_HEARTBEAT_SECONDS);
			case "silent" -> beside(size, NO_HEARTBEAT_SECONDS);
			case "beside" -> beside(size, BESIDE_HEARTBEAT_SECONDS);
			case "faces" -> BlockingOverhead.valueOf(this.contestant).measure(this.baseUrl, size, this.seconds);
			case "consume" -> consumer().fullSpeed(size, this.seconds);
			case "slow" -> consumer().slow(size, this.seconds);
			case "heap" -> new LargeAgentMeasurement(this.baseUrl, size).heap();
			case "find" -> new LargeAgentMeasurement(this.baseUrl, size).find();
			case "decoder" -> DecoderMeasurement.measure(size);
			default -> throw new IllegalArgumentException(work);
		};
	}

	private ConsumerMeasurement consumer() {
		return new ConsumerMeasurement(ConsumerType.valueOf(this.contestant), this.baseUrl);
	}

	private StreamMeasurement streams() {
		return new StreamMeasurement(StreamClientType.valueOf(this.contestant).connect(this.baseUrl));
	}

	// The streams are open on the client that makes the calls.
	private Map<String, Double> beside(int streams, int heartbeatSeconds) throws InterruptedException {
		ReactiveBimpeAI bimpeai = open(streams, heartbeatSeconds);
		CallMeasurement calls = new CallMeasurement(new ReactiveBimpeAICalls(bimpeai));
		calls.warmUp(BESIDE, WARM_UP_SECONDS * this.seconds);
		return calls.measure(BESIDE, this.seconds);
	}

	private ReactiveBimpeAI open(int streams, int heartbeatSeconds) throws InterruptedException {
		ReactiveBimpeAI bimpeai = ReactiveBimpeAI.builder().apiKey("sk_benchmark").baseUrl(this.baseUrl).build();
		new StreamMeasurement(new ReactiveBimpeAIStreams(bimpeai)).open("idle-" + heartbeatSeconds, streams, (text) -> {
		});
		return bimpeai;
	}

	// Until the process is ended.
	private void hold(int streams) throws InterruptedException {
		open(streams, BESIDE_HEARTBEAT_SECONDS);
		System.out.println("open");
		Thread.currentThread().join();
	}

}
