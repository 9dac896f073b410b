package ai.bimpe.benchmarks.streams;

import java.util.function.Consumer;

import reactor.core.Disposable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * What a Spring user writes without a client library: no resume, no watchdog, no retry.
 */
final class WebClientStreams implements StreamClient {

	private static final ParameterizedTypeReference<ServerSentEvent<PlainMessage>> EVENT = new ParameterizedTypeReference<>() {
	};

	/** For texts of 1 MiB; the default is a quarter of that. */
	private static final int MAX_EVENT_SIZE = 2 * 1024 * 1024;

	private final WebClient webClient;

	WebClientStreams(String baseUrl) {
		// The default pool ends at 500 connections.
		HttpClient http = HttpClient.create(ConnectionProvider.create("streams", 20_000));
		this.webClient = WebClient.builder()
			.baseUrl(baseUrl)
			.clientConnector(new ReactorClientHttpConnector(http))
			.codecs((codecs) -> {
				codecs.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(PlainMessage.MAPPER));
				codecs.defaultCodecs().maxInMemorySize(MAX_EVENT_SIZE);
			})
			.build();
	}

	@Override
	public void open(String agentId, String conversationId, Consumer<String> texts) {
		Disposable unused = this.webClient.post()
			.uri(Paths.TICKET, agentId, conversationId)
			.header(HttpHeaders.AUTHORIZATION, "Bearer sk_benchmark")
			.retrieve()
			.bodyToMono(PlainMessage.TicketAnswer.class)
			.flatMapMany((answer) -> this.webClient.get()
				.uri(Paths.STREAM, agentId, conversationId, answer.data().ticket())
				.accept(MediaType.TEXT_EVENT_STREAM)
				.retrieve()
				.bodyToFlux(EVENT))
			.filter((event) -> "message".equals(event.event()))
			.mapNotNull(ServerSentEvent::data)
			.mapNotNull(PlainMessage::message)
			.subscribe(texts, Throwable::printStackTrace);
	}

}
