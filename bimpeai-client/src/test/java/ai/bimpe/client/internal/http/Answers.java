package ai.bimpe.client.internal.http;

import java.lang.reflect.Type;
import java.net.URI;
import java.time.Clock;

import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Reads answers as an attempt of a call does.
 */
public final class Answers {

	private static final int LARGEST = 1_000_000;

	private static final ResponseReader READER = new ResponseReader(new JsonCodec((builder) -> {
	}), Clock.systemUTC(), LARGEST, false);

	private Answers() {
	}

	/**
	 * Return the answer, or throw what comes before anything is translated.
	 */
	public static Object read(int status, HttpHeaders headers, byte[] body, Type dataType) {
		Operation<?> operation = Operation.custom(HttpMethod.GET, "/fuzz", dataType);
		ClientResponse response = ClientResponse.create(HttpStatusCode.valueOf(status))
			.headers((target) -> target.addAll(headers))
			.body(Flux.just(new DefaultDataBufferFactory().wrap(body)))
			.build();
		CallRequest<?> request = new CallRequest<>(operation, URI.create("http://127.0.0.1/fuzz"), "", null,
				CallOptions.of());
		Object answer = READER.read(response, ResponseHead.of(response), request, OpenedConnection.ofCall())
			.toFuture()
			.getNow(null);
		if (answer == null) {
			throw new IllegalStateException("Not read at once");
		}
		return answer;
	}

}
