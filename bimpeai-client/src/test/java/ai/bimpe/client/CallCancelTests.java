package ai.bimpe.client;

import java.time.Duration;
import java.util.Map;

import ai.bimpe.client.support.Leaks;
import ai.bimpe.client.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.netty.http.client.HttpClient;

import org.springframework.http.client.reactive.ReactorClientHttpConnector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a call that is cancelled leaves nothing behind.
 */
class CallCancelTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@RegisterExtension
	final Wire wire = new Wire();

	@Test
	void aCallCancelledWhileItsAnswerArrivesLeavesNoBuffer() {
		Sinks.Many<String> arrivals = Sinks.many().multicast().directBestEffort();
		// Where nobody but the connector has the answer, and nobody below wants it any
		// more.
		HttpClient http = HttpClient.create()
			.mapConnect((connecting) -> connecting.doOnNext((connection) -> arrived(arrivals)));
		try (Leaks leaks = new Leaks();
				ReactiveBimpeAI client = this.wire.reactive().connector(new ReactorClientHttpConnector(http)).build()) {
			for (int i = 0; i < 20; i++) {
				this.wire.answerData("{\"id\":\"agt_1\"}");
				assertThat(client.request(Wire.GET, Map.class).takeUntilOther(arrivals.asFlux()).blockOptional(TIMEOUT))
					.isEmpty();
			}
			assertThat(leaks.find()).isEmpty();
		}
	}

	// The last arrival may still be told while this one comes.
	private static void arrived(Sinks.Many<String> arrivals) {
		arrivals.emitNext("answer", EmitFailureHandler.busyLooping(TIMEOUT));
	}

}
