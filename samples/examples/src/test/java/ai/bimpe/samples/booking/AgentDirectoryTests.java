package ai.bimpe.samples.booking;

import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.errors.AuthenticationException;
import org.junit.jupiter.api.Test;
import org.mockito.Answers;

import static ai.bimpe.spring.boot.test.BimpeAIFixtures.example;
import static ai.bimpe.spring.boot.test.BimpeAIFixtures.failure;
import static ai.bimpe.spring.boot.test.BimpeAIFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * The fifth test of the guide: a unit test with Mockito and fixtures.
 */
class AgentDirectoryTests {

	private final BimpeAI bimpeai = mock(BimpeAI.class, Answers.RETURNS_DEEP_STUBS);

	private final AgentDirectory directory = new AgentDirectory(this.bimpeai);

	@Test
	void namesEveryAgent() {
		Agent pia = with(example(Agent.class), Agent::name, "Pia");
		given(this.bimpeai.agents().list(any())).willReturn(Page.of(List.of(pia)));
		assertThat(this.directory.names()).containsExactly("Pia");
	}

	@Test
	void passesOnThatTheKeyIsWrong() {
		given(this.bimpeai.agents().list(any())).willThrow(failure(AuthenticationException.class));
		assertThatExceptionOfType(AuthenticationException.class).isThrownBy(this.directory::names);
	}

}
