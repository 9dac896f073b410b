package ai.bimpe.benchmarks.calls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.ObjectReader;

/**
 * OkHttp with a prepared reader.
 */
final class OkHttpCalls extends BlockingCalls {

	private static final MediaType JSON = MediaType.get("application/json");

	private static final ObjectReader ANSWER = PlainAgent.MAPPER.readerFor(PlainAgent.Answer.class);

	private static final ObjectReader PAGE = PlainAgent.MAPPER.readerFor(PlainAgent.Page.class);

	private final String baseUrl;

	// The default keeps five idle connections, too few for many calls in flight.
	private final OkHttpClient client = new OkHttpClient.Builder()
		.connectionPool(new ConnectionPool(500, 5, TimeUnit.MINUTES))
		.build();

	OkHttpCalls(String baseUrl, Executor threads) {
		super(threads);
		this.baseUrl = baseUrl;
	}

	@Override
	Object get(String id) {
		return answer(request(PlainAgent.AGENTS + "/" + id), ANSWER, PlainAgent.Answer.class).data();
	}

	@Override
	Object post() {
		byte[] json = PlainAgent.MAPPER.writeValueAsBytes(PlainAgent.Creation.SAMPLE);
		Request.Builder request = request(PlainAgent.AGENTS).header("Idempotency-Key", PlainAgent.idempotencyKey())
			.post(RequestBody.create(json, JSON));
		return answer(request, ANSWER, PlainAgent.Answer.class).data();
	}

	@Override
	long list(int limit) {
		long count = 0;
		for (int number = 1; number > 0;) {
			PlainAgent.Page page = answer(request(PlainAgent.page(number, limit)), PAGE, PlainAgent.Page.class);
			count += page.data().size();
			number = page.next();
		}
		return count;
	}

	private Request.Builder request(String path) {
		return new Request.Builder().url(this.baseUrl + path).header("Authorization", PlainAgent.AUTHORIZATION);
	}

	private <T> T answer(Request.Builder request, ObjectReader reader, Class<T> type) {
		try (Response response = this.client.newCall(request.build()).execute()) {
			return type.cast(reader.readValue(response.body().byteStream()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
