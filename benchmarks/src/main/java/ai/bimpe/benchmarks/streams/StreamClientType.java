package ai.bimpe.benchmarks.streams;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;

import org.springframework.util.unit.DataSize;

/**
 * Clients whose streams are measured. Each is set up as its documentation shows, and left
 * at its defaults where they let it do the work at all.
 */
public enum StreamClientType {

	/** The baseline of the others. */
	WEB_CLIENT("plain WebClient"),

	/** {@link ReactiveBimpeAI}. */
	REACTIVE("bimpeai, reactive"),

	/** {@link BimpeAI}. */
	BLOCKING("bimpeai, blocking"),

	/** OkHttp's own event source. */
	OKHTTP_SSE("okhttp-sse"),

	/** LaunchDarkly's event source over OkHttp. */
	OKHTTP_EVENTSOURCE("okhttp-eventsource"),

	/** What is left when everything but transport and decoder is taken away. */
	REACTOR_NETTY("reactor-netty + our decoder (floor)");

	/**
	 * For texts of 1 MiB, which are as large as the default allows for the whole event.
	 */
	private static final DataSize MAX_EVENT_SIZE = DataSize.ofMegabytes(2);

	private final String label;

	StreamClientType(String label) {
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
	public StreamClient connect(String baseUrl) {
		return switch (this) {
			case WEB_CLIENT -> new WebClientStreams(baseUrl);
			case REACTIVE -> new ReactiveBimpeAIStreams(ours(ReactiveBimpeAI.builder(), baseUrl));
			case BLOCKING -> new BlockingBimpeAIStreams(ours(BimpeAI.builder(), baseUrl));
			case OKHTTP_SSE -> new OkHttpSseStreams(baseUrl);
			case OKHTTP_EVENTSOURCE -> new OkHttpEventSourceStreams(baseUrl);
			case REACTOR_NETTY -> new ReactorNettyStreams(baseUrl);
		};
	}

	private static <C> C ours(BimpeAIBuilder<C> builder, String baseUrl) {
		return builder.apiKey("sk_benchmark").baseUrl(baseUrl).maxEventSize(MAX_EVENT_SIZE).build();
	}

}
