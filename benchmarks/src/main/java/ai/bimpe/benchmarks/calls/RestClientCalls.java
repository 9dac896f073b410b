package ai.bimpe.benchmarks.calls;

import java.util.Objects;
import java.util.concurrent.Executor;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec;

/**
 * Spring's client that blocks, on the HTTP client of the JDK.
 */
final class RestClientCalls extends BlockingCalls {

	private final RestClient restClient;

	RestClientCalls(String baseUrl, Executor threads) {
		super(threads);
		this.restClient = RestClient.builder()
			.baseUrl(baseUrl)
			.requestFactory(new JdkClientHttpRequestFactory())
			.defaultHeader(HttpHeaders.AUTHORIZATION, PlainAgent.AUTHORIZATION)
			.configureMessageConverters((converters) -> converters
				.withJsonConverter(new JacksonJsonHttpMessageConverter(PlainAgent.MAPPER)))
			.build();
	}

	@Override
	Object get(String id) {
		return answer(this.restClient.get().uri(PlainAgent.AGENT, id), PlainAgent.Answer.class).data();
	}

	@Override
	Object post() {
		return answer(this.restClient.post()
			.uri(PlainAgent.AGENTS)
			.header("Idempotency-Key", PlainAgent.idempotencyKey())
			.body(PlainAgent.Creation.SAMPLE), PlainAgent.Answer.class).data();
	}

	@Override
	long list(int limit) {
		long count = 0;
		for (int number = 1; number > 0;) {
			PlainAgent.Page page = answer(this.restClient.get().uri(PlainAgent.PAGE, number, limit),
					PlainAgent.Page.class);
			count += page.data().size();
			number = page.next();
		}
		return count;
	}

	private static <T> T answer(RequestHeadersSpec<?> request, Class<T> type) {
		return Objects.requireNonNull(request.retrieve().body(type));
	}

}
