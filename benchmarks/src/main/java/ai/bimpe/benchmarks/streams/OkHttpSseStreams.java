package ai.bimpe.benchmarks.streams;

import java.util.function.Consumer;

import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;

final class OkHttpSseStreams implements StreamClient {

	private final OkHttpSupport http;

	private final EventSource.Factory sources;

	OkHttpSseStreams(String baseUrl) {
		this.http = new OkHttpSupport(baseUrl);
		this.sources = EventSources.createFactory(this.http.client());
	}

	@Override
	public void open(String agentId, String conversationId, Consumer<String> texts) {
		Request request = new Request.Builder().url(this.http.streamUrl(agentId, conversationId)).build();
		this.sources.newEventSource(request, new EventSourceListener() {

			@Override
			public void onEvent(EventSource source, @Nullable String id, @Nullable String type, String data) {
				OkHttpSupport.deliver((type != null) ? type : "message", data, texts);
			}

			@Override
			public void onFailure(EventSource source, @Nullable Throwable failure, @Nullable Response response) {
				System.err.println("okhttp-sse: " + failure);
			}

		});
	}

}
