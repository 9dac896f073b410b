package ai.bimpe.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.benchmarks.calls.AgentCalls;
import ai.bimpe.benchmarks.streams.Contestant;
import ai.bimpe.benchmarks.streams.ReactiveFace;
import ai.bimpe.benchmarks.streams.StreamWork;
import ai.bimpe.client.ReactiveBimpeAI;
import tools.jackson.databind.json.JsonMapper;

/**
 * One contestant at one work, in a process of its own. Prints one line of JSON.
 */
public final class Worker {

	private static final int CALLS_IN_FLIGHT = 8;

	private static final int MESSAGES_PER_SECOND = 10;

	private static final int HEARTBEAT_SECONDS = 20;

	private Worker() {
	}

	/**
	 * Do the work.
	 * @param arguments round, work with its size such as {@code idle-2000}, contestant,
	 * base URL, seconds to measure
	 * @throws InterruptedException when interrupted
	 */
	public static void main(String[] arguments) throws InterruptedException {
		String[] work = arguments[1].split("-", 2);
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("round", Integer.valueOf(arguments[0]));
		line.put("work", arguments[1]);
		line.put("contestant", arguments[2]);
		line.putAll(measure(work[0], Integer.parseInt(work[1]), Contestant.valueOf(arguments[2]), arguments[3],
				Integer.parseInt(arguments[4])));
		System.out.println(JsonMapper.shared().writeValueAsString(line));
		// Open streams and their threads would keep the process alive.
		System.exit(0);
	}

	private static Map<String, Double> measure(String work, int size, Contestant contestant, String baseUrl,
			int seconds) throws InterruptedException {
		if (work.equals("calls")) {
			return calls(size, baseUrl, seconds);
		}
		StreamWork streams = new StreamWork(contestant.connect(baseUrl));
		return switch (work) {
			case "full", "packed" -> streams.fullSpeed(work, size, seconds);
			case "paced" -> streams.paced(size, MESSAGES_PER_SECOND, seconds);
			case "idle" -> streams.idle(size, seconds);
			default -> throw new IllegalArgumentException(work);
		};
	}

	// The streams are open on the client that makes the calls.
	private static Map<String, Double> calls(int streams, String baseUrl, int seconds) throws InterruptedException {
		ReactiveBimpeAI bimpeai = ReactiveBimpeAI.builder().apiKey("sk_benchmark").baseUrl(baseUrl).build();
		new StreamWork(new ReactiveFace(bimpeai)).open("idle-" + HEARTBEAT_SECONDS, streams, (text) -> {
		});
		return new AgentCalls(bimpeai.agents().retrieve("agt_1")).measure(CALLS_IN_FLIGHT, seconds);
	}

}
