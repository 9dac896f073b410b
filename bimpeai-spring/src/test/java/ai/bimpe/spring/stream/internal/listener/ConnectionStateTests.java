package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;

import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.internal.source.MessageSource;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ConnectionState}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionStateTests {

	private static final VirtualTime TIME = new VirtualTime();

	private final BimpeAIException lost = new BimpeAIException("lost");

	private final ConnectionState conversation = connection(StreamSpec.of("front-desk", "agt_1", "cnv_1"));

	private final ConnectionState agent = connection(StreamSpec.ofAgent("front-desk", "agt_1"));

	@Test
	void failureIsForgottenOnceItIsLiveAgain() {
		reconnecting(this.conversation, "cnv_1");
		assertThat(this.conversation.state()).isEqualTo(StreamState.WAITING);
		assertThat(this.conversation.problem()).extracting(StreamProblem::failure).isSameAs(this.lost);
		connected(this.conversation, "cnv_1");
		assertThat(this.conversation.state()).isEqualTo(StreamState.LIVE);
		assertThat(this.conversation.problem()).isNull();
	}

	@Test
	void failureIsForgottenWhenItBeginsAnew() {
		reconnecting(this.conversation, "cnv_1");
		this.conversation.reset();
		assertThat(this.conversation.state()).isEqualTo(StreamState.CONNECTING);
		assertThat(this.conversation.problem()).isNull();
	}

	@Test
	void agentIsLiveWithItsFirstConversationOrItsList() {
		connected(this.agent, "cnv_1");
		assertThat(this.agent.state()).isEqualTo(StreamState.LIVE);
		ConnectionState other = connection(StreamSpec.ofAgent("front-desk", "agt_1"));
		connected(other, null);
		assertThat(other.state()).isEqualTo(StreamState.LIVE);
	}

	@Test
	void agentStaysLiveWhileOneOfItsConversationsReconnects() {
		connected(this.agent, null);
		reconnecting(this.agent, "cnv_1");
		assertThat(this.agent.state()).isEqualTo(StreamState.LIVE);
		assertThat(this.agent.problem()).isNull();
	}

	@Test
	void agentWhoseListCannotBeReadWaitsWhateverItsConversationsDo() {
		connected(this.agent, null);
		reconnecting(this.agent, null);
		connected(this.agent, "cnv_1");
		assertThat(this.agent.state()).isEqualTo(StreamState.WAITING);
		assertThat(this.agent.problem()).extracting(StreamProblem::failure).isSameAs(this.lost);
		connected(this.agent, null);
		assertThat(this.agent.state()).isEqualTo(StreamState.LIVE);
	}

	@Test
	void connectionThatComesAndGoesIsToldOnceAMinute(CapturedOutput output) {
		for (int i = 0; i < 10; i++) {
			reconnecting(this.conversation, "cnv_1");
			connected(this.conversation, "cnv_1");
		}
		assertThat(output.getAll()).containsOnlyOnce("lost its connection");
		TIME.advance(Duration.ofMinutes(1));
		reconnecting(this.conversation, "cnv_1");
		assertThat(output.getAll().split("lost its connection")).hasSize(3);
	}

	@Test
	void refusalIsReportedAsErrorOnceUntilTheServerAccepts(CapturedOutput output) {
		AuthenticationException refused = mock(AuthenticationException.class);
		reconnecting(this.agent, null);
		reconnecting(this.agent, null, refused);
		reconnecting(this.agent, null, refused);
		assertThat(output.getAll()).containsOnlyOnce("is not accepted by the server");
		connected(this.agent, null);
		reconnecting(this.agent, null, refused);
		assertThat(output.getAll().split("is not accepted by the server")).hasSize(3);
	}

	@Test
	void problemNamesItsCauseAndLastsFromTheFirstFailure() {
		reconnecting(this.agent, null);
		Instant since = TIME.source().instant();
		assertThat(this.agent.problem()).isEqualTo(new StreamProblem(StreamProblem.Cause.API, this.lost, since));
		TIME.advance(Duration.ofMinutes(1));
		AuthenticationException refused = mock(AuthenticationException.class);
		reconnecting(this.agent, null, refused);
		assertThat(this.agent.problem()).isEqualTo(new StreamProblem(StreamProblem.Cause.API_KEY, refused, since));
		NotFoundException unknown = mock(NotFoundException.class);
		reconnecting(this.agent, null, unknown);
		assertThat(this.agent.problem()).isEqualTo(new StreamProblem(StreamProblem.Cause.REQUEST, unknown, since));
	}

	@Test
	void onlyConversationIsUnreachableUntilItIsConnected() {
		reconnecting(this.conversation, "cnv_1");
		assertThat(this.conversation.unreachable()).satisfies((unreachable) -> {
			assertThat(unreachable.conversationId()).isEqualTo("cnv_1");
			assertThat(unreachable.attempts()).isOne();
			assertThat(unreachable.cause()).isEqualTo("lost");
			assertThat(unreachable.nextAttempt()).isEqualTo(unreachable.since().plusSeconds(1));
		});
		connected(this.conversation, "cnv_1");
		assertThat(this.conversation.unreachable()).isNull();
		reconnecting(this.conversation, "cnv_1", new StreamDisconnectedException("closed in good order"));
		assertThat(this.conversation.unreachable()).isNull();
	}

	private static void connected(ConnectionState connection, @Nullable String conversationId) {
		connection.track(new MessageSource.Incoming(conversationId, new StreamEvent.Connected(0)));
	}

	private void reconnecting(ConnectionState connection, @Nullable String conversationId) {
		reconnecting(connection, conversationId, this.lost);
	}

	private static void reconnecting(ConnectionState connection, @Nullable String conversationId,
			BimpeAIException cause) {
		connection.track(new MessageSource.Incoming(conversationId,
				new StreamEvent.Reconnecting(1, Duration.ofSeconds(1), cause)));
	}

	private static ConnectionState connection(StreamSpec spec) {
		return new ConnectionState(spec, new StreamLog(spec, false), TIME.source());
	}

}
