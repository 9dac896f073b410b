package ai.bimpe.samples.examples;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StreamTicketForBrowser}.
 */
@ExamplesTest
class StreamTicketForBrowserTests {

	private final Simulator simulator;

	private final StreamTicketForBrowser streamTicketForBrowser;

	StreamTicketForBrowserTests(Simulator simulator, StreamTicketForBrowser streamTicketForBrowser) {
		this.simulator = simulator;
		this.streamTicketForBrowser = streamTicketForBrowser;
	}

	@Test
	void opensTheStreamWithoutKey() throws Exception {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		String path = this.streamTicketForBrowser.path(conversation.agentId(), conversation.id());
		HttpRequest request = HttpRequest.newBuilder(this.simulator.uri(path)).build();
		HttpResponse<InputStream> response = HttpClient.newHttpClient()
			.send(request, HttpResponse.BodyHandlers.ofInputStream());
		response.body().close();
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("text/event-stream"));
		assertThat(this.simulator.requests("streamMessages").get(0).header("Authorization")).isNull();
	}

}
