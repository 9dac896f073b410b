package ai.bimpe.documentation;

import java.util.Objects;

import ai.bimpe.client.agents.AgentDetail;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.BimpeAITest;
import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for an application in Kotlin.
 */
@BimpeAITest(properties = { "bimpeai.streams.front-desk.agent-id=agt_1",
		"bimpeai.streams.front-desk.conversation-id=cnv_1" })
@ContextConfiguration(classes = KotlinDesk.class)
class KotlinTests {

	@Autowired
	private KotlinDesk desk;

	@Test
	void suspendingListenerHearsAndReplies(Simulator simulator) {
		SimulatedConversation conversation = simulator.agent("agt_1").conversation("cnv_1").awaitStream();
		conversation.receives("A table for two");
		assertThat(conversation).eventually().hasSentExactly("Confirmed: A table for two");
	}

	@Test
	void callsAndStreamsAreMadeAsInJava() {
		String id = this.desk.create("Pia");
		assertThat(this.desk.names()).hasSize(2).contains("Pia");
		assertThat(this.desk.languages()).hasSize(2);
		assertThat(this.desk.find("agt_unknown")).isNull();
		assertThat(this.desk.follow(id)).isNotEqualTo(StreamState.STOPPED);
	}

	@Test
	void nullnessIsSeen() {
		AgentDetail agent = Objects.requireNonNull(this.desk.find("agt_1"));
		assertThat(this.desk.missing(agent)).containsOnly(entry("id", false), entry("language", true),
				entry("createdAt", false), entry("failure", true), entry("state", false),
				entry("conversationId", true));
	}

}
