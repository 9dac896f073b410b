package ai.bimpe.benchmarks.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Consumer;

import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.ObjectReader;

/**
 * What both event sources over OkHttp share.
 */
final class OkHttpSupport {

	private static final ObjectReader MESSAGES = PlainMessage.MAPPER.readerFor(PlainMessage.class);

	private static final int MOST = 20_000;

	private final String baseUrl;

	private final OkHttpClient client;

	OkHttpSupport(String baseUrl) {
		this.baseUrl = baseUrl;
		// The defaults allow five streams to a host, and ten seconds of silence.
		Dispatcher dispatcher = new Dispatcher();
		dispatcher.setMaxRequests(MOST);
		dispatcher.setMaxRequestsPerHost(MOST);
		this.client = new OkHttpClient.Builder().dispatcher(dispatcher).readTimeout(Duration.ZERO).build();
	}

	OkHttpClient client() {
		return this.client;
	}

	String streamUrl(String agentId, String conversationId) {
		Request request = new Request.Builder().url(this.baseUrl + Paths.ticket(agentId, conversationId))
			.header("Authorization", "Bearer sk_benchmark")
			.post(RequestBody.EMPTY)
			.build();
		try (Response response = this.client.newCall(request).execute()) {
			String ticket = PlainMessage.MAPPER.readValue(response.body().byteStream(), PlainMessage.TicketAnswer.class)
				.data()
				.ticket();
			return this.baseUrl + Paths.stream(agentId, conversationId, ticket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static void deliver(String type, String data, Consumer<String> texts) {
		if ("message".equals(type)) {
			PlainMessage message = MESSAGES.readValue(data);
			if (message.message() != null) {
				texts.accept(message.message());
			}
		}
	}

}
