package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for what {@link BimpeAIEndpointWebExtension} says of failures.
 */
class BimpeAIEndpointWebExtensionTests {

	private static final String SECRET = "jdbc:secret@store";

	private final ManagedStream stream = mock(ManagedStream.class);

	private final StreamOwners owners = new StreamOwners(Duration.ofSeconds(20));

	private BimpeAIEndpointWebExtension extension;

	@BeforeEach
	void start() {
		given(this.stream.spec()).willReturn(StreamSpec.of("front-desk", "agt_1", "cnv_1"));
		given(this.stream.state()).willReturn(StreamState.LIVE);
		given(this.stream.lag()).willReturn(Duration.ZERO);
		BimpeAIStreams streams = mock(BimpeAIStreams.class);
		given(streams.all()).willReturn(List.of(this.stream));
		given(streams.find("front-desk")).willReturn(Optional.of(this.stream));
		this.extension = new BimpeAIEndpointWebExtension(new BimpeAIEndpoint(streams, this.owners,
				new LastErrors(Clock.systemUTC()), mock(ClientDescriptors.class)));
	}

	@AfterEach
	void stop() {
		this.owners.close();
	}

	@Test
	void whatTheStreamDoesNotAllowIsTheFaultOfTheRequest() {
		willThrow(new UserException("Stream 'front-desk' was stopped")).given(this.stream).replayFrom(anyString());
		WebEndpointResponse<Object> answer = this.extension.replay("front-desk", "replay", "msg_1");
		assertThat(answer.getStatus()).isEqualTo(400);
		assertThat(answer.getBody()).hasToString("{error=Stream 'front-desk' was stopped}");
	}

	@Test
	void whatFailsIsNotQuoted() {
		willThrow(new IllegalStateException(SECRET)).given(this.stream).replayFrom(any(Instant.class));
		WebEndpointResponse<Object> answer = this.extension.replay("front-desk", "replay", "2026-01-31T12:00:00Z");
		assertThat(answer.getStatus()).isEqualTo(503);
		assertThat(answer.getBody()).hasToString("{error=The stream cannot be used now: IllegalStateException}");
	}

	@Test
	void whereToReplayFromIsRefusedForOtherActions() {
		for (String action : List.of("pause", "resume")) {
			assertThat(this.extension.replay("front-desk", action, "msg_1").getStatus()).isEqualTo(400);
		}
		verify(this.stream, never()).pause();
		verify(this.stream, never()).resume();
	}

	@Test
	void idsAreNoLongerThanIdsAre() {
		assertThat(this.extension.replay("front-desk", "replay", "m".repeat(256)).getStatus()).isEqualTo(400);
		assertThat(this.extension.replay("front-desk", "replay", "m".repeat(255)).getStatus()).isEqualTo(200);
		verify(this.stream).replayFrom("m".repeat(255));
	}

}
