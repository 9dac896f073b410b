package ai.bimpe.benchmarks.streams;

import java.net.URI;
import java.util.function.Consumer;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;

final class OkHttpEventSourceStreams implements StreamClient {

	private final OkHttpSupport http;

	OkHttpEventSourceStreams(String baseUrl) {
		this.http = new OkHttpSupport(baseUrl);
	}

	@Override
	public void open(String agentId, String conversationId, Consumer<String> texts) {
		URI url = URI.create(this.http.streamUrl(agentId, conversationId));
		new Thread(() -> read(url, texts)).start();
	}

	private void read(URI url, Consumer<String> texts) {
		try (EventSource source = new EventSource.Builder(ConnectStrategy.http(url).httpClient(this.http.client()))
			.build()) {
			for (MessageEvent event : source.messages()) {
				OkHttpSupport.deliver(event.getEventName(), event.getData(), texts);
			}
		}
	}

}
