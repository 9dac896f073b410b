package ai.bimpe.spring.boot.test;

import java.time.Duration;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.app.Restaurant;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for streams that take a while to begin.
 */
@SpringBootTest(classes = { Restaurant.class, StreamStartTests.SlowSimulator.class },
		webEnvironment = SpringBootTest.WebEnvironment.NONE, properties = "bimpeai.streams.kitchen.agent-id=agt_2")
@AutoConfigureBimpeAISimulator
class StreamStartTests {

	@Test
	void streamHasBegunBeforeTestCanSetTheTime(@Autowired BimpeAIStreams streams) {
		assertThat(streams.find("kitchen").orElseThrow().state()).isEqualTo(StreamState.LIVE);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class SlowSimulator {

		@Bean
		Simulator simulator(SimulatorTime time) {
			Simulator simulator = Simulator.builder().answering(false).clock(time.clock()).start();
			simulator.on("listConversations").delay(Duration.ofMillis(500));
			return simulator;
		}

	}

}
