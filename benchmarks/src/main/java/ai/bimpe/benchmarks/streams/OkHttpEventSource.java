package ai.bimpe.benchmarks.streams;

import java.net.URI;
import java.util.function.Consumer;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;

final class OkHttpEventSource implements StreamClient {

	private final OkHttp http;

	OkHttpEventSource(String baseUrl) {
		this.http = new OkHttp(baseUrl);
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
				OkHttp.deliver(event.getEventName(), event.getData(), texts);
			}
		}
	}

}
