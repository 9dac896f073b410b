package ai.bimpe.client;

import java.time.Duration;
import java.util.Map;

import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.stream.StreamOptions;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Uses a client for the first time, and on every thread for the first time, where nothing
 * may block. Runs in a process of its own: what it looks for changes the classes of the
 * JDK, and happens once in a process.
 */
public final class FirstUseOnEventLoop {

	static final String DONE = "Nothing has blocked";

	private static final int THREADS = 8;

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private FirstUseOnEventLoop() {
	}

	public static void main(String... args) {
		int status = 1;
		try {
			BlockHound.install();
			use(args[0], args[1].equals("stream"));
			System.out.println(DONE);
			status = 0;
		}
		catch (Throwable ex) {
			ex.printStackTrace(System.out);
		}
		finally {
			System.exit(status);
		}
	}

	private static void use(String baseUrl, boolean stream) {
		try (ReactiveBimpeAI client = ReactiveBimpeAI.builder().apiKey("sk_1").baseUrl(baseUrl).build()) {
			Scheduler loops = Schedulers.newParallel("loops", THREADS);
			if (stream) {
				Flux.defer(() -> client.conversations()
					.messages()
					.stream("agt_1", "cnv_1", StreamOptions.create().reconnect(false)))
					.subscribeOn(loops)
					.blockLast(TIMEOUT);
			}
			Flux.range(0, THREADS)
				.flatMap((i) -> Mono
					.defer(() -> client.conversations()
						.messages()
						.send("agt_1", "cnv_1", SendMessageRequest.of("Hello"))
						.then(client.request(ApiRequest.get("/agents"), Map.class)))
					.subscribeOn(loops))
				.blockLast(TIMEOUT);
		}
	}

}
