package ai.bimpe.spring.boot.test.autoconfigure;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConnectionDetails;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SimulatorTestAutoConfiguration}.
 */
class SimulatorTestAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SimulatorTestAutoConfiguration.class, BimpeAIAutoConfiguration.class,
				BimpeAIStreamsAutoConfiguration.class));

	@Test
	void simulatorIsClosedWithTheContext() {
		int[] port = new int[1];
		this.runner.run((context) -> {
			port[0] = context.getBean(Simulator.class).port();
			new Socket(InetAddress.getLoopbackAddress(), port[0]).close();
		});
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port[0]).close());
	}

	@Test
	void eachContextHasSimulatorOfItsOwn() {
		this.runner.run((one) -> this.runner.run((other) -> assertThat(one.getBean(Simulator.class).port())
			.isNotEqualTo(other.getBean(Simulator.class).port())));
	}

	@Test
	void simulatorOfTheApplicationIsUsed() {
		this.runner.withBean("mine", Simulator.class, () -> Simulator.builder().demoData(true).start())
			.run((context) -> assertThat(context.getBean(BimpeAIConnectionDetails.class).baseUrl())
				.isEqualTo(context.getBean("mine", Simulator.class).baseUrl()));
	}

	@Test
	void agentsAndConversationsThatTheApplicationMadeAreKept() {
		this.runner.withBean("mine", Simulator.class, () -> {
			Simulator simulator = Simulator.start();
			simulator.newAgentWithId("agt_1", "Pia").newConversationWithId("cnv_1", "Ada").receives("Hi");
			return simulator;
		})
			.withPropertyValues("bimpeai.streams.one.agent-id=agt_1", "bimpeai.streams.one.conversation-id=cnv_1",
					"bimpeai.streams.two.agent-id=agt_1", "bimpeai.streams.two.conversation-id=cnv_2")
			.run((context) -> {
				Simulator simulator = context.getBean(Simulator.class);
				assertThat(simulator.agent("agt_1").conversation("cnv_1").messages()).isNotEmpty();
				assertThat(simulator.agent("agt_1").hasConversation("cnv_2")).isTrue();
			});
	}

	@Test
	void agentsAndConversationsOfStreamsAreThere() {
		this.runner
			.withPropertyValues("bimpeai.streams.one.agent-id=agt_1", "bimpeai.streams.one.conversation-id=cnv_1",
					"bimpeai.streams.two.agent-id=agt_1", "bimpeai.streams.two.conversation-id=cnv_2",
					"bimpeai.streams.three.agent-id=agt_1", "bimpeai.streams.three.conversation-id=cnv_1",
					"bimpeai.streams.all.agent-id=agt_2")
			.run((context) -> {
				Simulator simulator = context.getBean(Simulator.class);
				assertThat(simulator.agent("agt_1").conversation("cnv_1").messages()).isEmpty();
				assertThat(simulator.agent("agt_1").conversation("cnv_2").messages()).isEmpty();
				assertThat(simulator.agent("agt_2").calls()).isEmpty();
			});
	}

}
