package ai.bimpe.benchmarks.calls;

import java.util.concurrent.Executor;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Clients whose calls are measured. Ours have everything on that an application gets by
 * default.
 */
public enum CallClientType {

	/** The baseline of the others. */
	WEB_CLIENT("plain WebClient"),

	/** WebClient with about what ours does. */
	RESILIENT_WEB_CLIENT("WebClient with request id, time-out, retries, errors"),

	/** {@link ReactiveBimpeAI}. */
	REACTIVE("bimpeai, reactive"),

	/** {@link BimpeAI}. */
	BLOCKING("bimpeai, blocking"),

	/** {@link BimpeAI}, called on virtual threads. */
	BLOCKING_VIRTUAL("bimpeai, blocking, virtual threads"),

	/** Spring's blocking client. */
	REST_CLIENT("RestClient on the JDK's client"),

	/** OkHttp. */
	OKHTTP("OkHttp"),

	/** What is left when everything but transport and JSON is taken away. */
	REACTOR_NETTY("reactor-netty + Jackson (floor)"),

	/** The baseline of the one below. */
	WEB_CLIENT_OBSERVED("plain WebClient, observed"),

	/** {@link ReactiveBimpeAI} with observations that become meters. */
	REACTIVE_OBSERVED("bimpeai, reactive, observed");

	private final String label;

	CallClientType(String label) {
		this.label = label;
	}

	/**
	 * Return the name for tables.
	 * @return the name
	 */
	public String label() {
		return this.label;
	}

	/**
	 * Create its client.
	 * @param baseUrl where the server is
	 * @return the client
	 */
	public CallClient connect(String baseUrl) {
		return switch (this) {
			case WEB_CLIENT -> new WebClientCalls(WebClient.builder(), baseUrl);
			case RESILIENT_WEB_CLIENT -> new ResilientWebClientCalls(baseUrl);
			case REACTIVE ->
				new ReactiveBimpeAICalls(ReactiveBimpeAI.builder().apiKey("sk_benchmark").baseUrl(baseUrl).build());
			case BLOCKING -> blocking(baseUrl, threads(false));
			case BLOCKING_VIRTUAL -> blocking(baseUrl, threads(true));
			case REST_CLIENT -> new RestClientCalls(baseUrl, threads(false));
			case OKHTTP -> new OkHttpCalls(baseUrl, threads(false));
			case REACTOR_NETTY -> new ReactorNettyCalls(baseUrl);
			case WEB_CLIENT_OBSERVED -> new WebClientCalls(WebClient.builder().observationRegistry(meters()), baseUrl);
			case REACTIVE_OBSERVED -> new ReactiveBimpeAICalls(ReactiveBimpeAI.builder()
				.apiKey("sk_benchmark")
				.baseUrl(baseUrl)
				.observationRegistry(meters())
				.build());
		};
	}

	private static CallClient blocking(String baseUrl, Executor threads) {
		return new BlockingBimpeAICalls(BimpeAI.builder().apiKey("sk_benchmark").baseUrl(baseUrl).build(), threads);
	}

	private static Executor threads(boolean virtual) {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("caller-");
		threads.setVirtualThreads(virtual);
		return threads;
	}

	private static ObservationRegistry meters() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(new SimpleMeterRegistry()));
		return registry;
	}

}
