package ai.bimpe.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.simulator.internal.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A plain client for the tests: no retries, no models.
 */
final class TestClient {

	static final String CONSOLE = "/api/v1/console";

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(5))
		.build();

	private final Simulator simulator;

	private final Map<String, String> headers = new LinkedHashMap<>();

	private TestClient(Simulator simulator, Map<String, String> headers) {
		this.simulator = simulator;
		this.headers.putAll(headers);
	}

	static TestClient of(Simulator simulator) {
		return new TestClient(simulator, Map.of("Authorization", "Bearer " + simulator.apiKey()));
	}

	TestClient with(String name, String value) {
		TestClient client = new TestClient(this.simulator, this.headers);
		client.headers.put(name, value);
		return client;
	}

	TestClient without(String name) {
		TestClient client = new TestClient(this.simulator, this.headers);
		client.headers.remove(name);
		return client;
	}

	Reply get(String path) {
		return send("GET", path, null);
	}

	Reply post(String path, @Nullable String body) {
		return send("POST", path, body);
	}

	Reply patch(String path, String body) {
		return send("PATCH", path, body);
	}

	Reply delete(String path) {
		return send("DELETE", path, null);
	}

	Reply send(String method, String path, @Nullable String body) {
		try {
			return new Reply(exchange(method, path, body, HttpResponse.BodyHandlers.ofByteArray()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	EventReader stream(String path) {
		try {
			HttpResponse<InputStream> response = without("Authorization").exchange("GET", path, null,
					HttpResponse.BodyHandlers.ofInputStream());
			return new EventReader(response.statusCode(), response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	EventReader stream(SimulatedConversation conversation) {
		return stream(conversation, "");
	}

	EventReader stream(SimulatedConversation conversation, String moreQuery) {
		return stream(path(conversation) + "/stream?ticket=" + ticket(conversation) + moreQuery);
	}

	String ticket(SimulatedConversation conversation) {
		return post(path(conversation) + "/stream-ticket", null).data().path("ticket").asString();
	}

	static String path(SimulatedConversation conversation) {
		return "/agents/" + conversation.agentId() + "/conversations/" + conversation.id();
	}

	<T> HttpResponse<T> exchange(String method, String path, @Nullable String body, HttpResponse.BodyHandler<T> handler)
			throws IOException {
		String prefix = (path.startsWith("/simulator") || path.startsWith("/api")) ? "" : CONSOLE;
		HttpRequest.Builder request = HttpRequest.newBuilder(this.simulator.uri(prefix + path))
			.timeout(Duration.ofSeconds(20))
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody());
		if (body != null) {
			request.header("Content-Type", "application/json");
		}
		this.headers.forEach(request::header);
		try {
			return HTTP.send(request.build(), handler);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	/**
	 * An answer.
	 */
	static final class Reply {

		private final HttpResponse<byte[]> response;

		Reply(HttpResponse<byte[]> response) {
			this.response = response;
		}

		int status() {
			return this.response.statusCode();
		}

		String text() {
			return new String(this.response.body(), StandardCharsets.UTF_8);
		}

		@Nullable String header(String name) {
			return this.response.headers().firstValue(name).orElse(null);
		}

		JsonNode json() {
			return Json.parse(this.response.body());
		}

		JsonNode data() {
			return json().path("data");
		}

		String code() {
			return json().path("code").asString("");
		}

		String id() {
			return data().path("id").asString();
		}

	}

}
