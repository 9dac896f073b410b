package ai.bimpe.client.support;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.ApiRequest;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server on a free loopback port that answers as told and keeps what it got.
 */
public final class Wire implements BeforeEachCallback, AfterEachCallback {

	/** Key that must never be seen anywhere but in the Authorization header. */
	public static final String API_KEY = "sk_test_SECRET";

	/** The simplest call. */
	public static final ApiRequest GET = ApiRequest.get("/agents/{agentId}", "agt_1");

	/** The simplest write. */
	public static final ApiRequest POST = ApiRequest.post("/agents");

	private MockWebServer server = new MockWebServer();

	@Override
	public void beforeEach(ExtensionContext context) throws IOException {
		this.server = new MockWebServer();
		this.server.start();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.server.close();
	}

	public BimpeAIBuilder<BimpeAI> blocking() {
		return BimpeAI.builder().apiKey(API_KEY).baseUrl(baseUrl());
	}

	public BimpeAIBuilder<ReactiveBimpeAI> reactive() {
		return ReactiveBimpeAI.builder().apiKey(API_KEY).baseUrl(baseUrl());
	}

	public String baseUrl() {
		return "http://127.0.0.1:" + this.server.getPort();
	}

	public MockWebServer server() {
		return this.server;
	}

	public Wire answer(MockResponse response) {
		this.server.enqueue(response);
		return this;
	}

	public Wire answer(int status, String body) {
		return answer(json(status, body).build());
	}

	public Wire answerData(String data) {
		return answer(200, "{\"message\":\"Success\",\"data\":" + data + "}");
	}

	public static MockResponse.Builder json(int status, String body) {
		return new MockResponse.Builder().code(status).setHeader("Content-Type", "application/json").body(body);
	}

	public RecordedRequest request() throws InterruptedException {
		RecordedRequest request = this.server.takeRequest(10, TimeUnit.SECONDS);
		if (request == null) {
			throw new AssertionError("No request arrived");
		}
		return request;
	}

	public int count() {
		return this.server.getRequestCount();
	}

}
