package ai.bimpe.samples.recipes.handover;

import java.time.Duration;
import java.util.function.Consumer;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.samples.recipes.demo.DemoSimulator;
import ai.bimpe.samples.recipes.demo.FreePort;
import ai.bimpe.simulator.Fault;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandoverApplication}, with a mail server on the loopback address.
 * Rounds are made by hand.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(useMainMethod = SpringBootTest.UseMainMethod.ALWAYS,
		properties = { "handover.agent-id=agt_demo", "spring.datasource.url=jdbc:h2:mem:handover-tests",
				"spring.mail.host=127.0.0.1", "handover.interval=1d", "handover.mail-from=pia@example.com",
				"handover.mail-to=support@example.com",
				"handover.link=https://desk.example.com/conversations/{conversationId}" })
@AutoConfigureBimpeAISimulator
@Import({ DemoSimulator.class, HandoverTests.Colleague.class })
@Timeout(120)
class HandoverTests {

	private static final ServerSetup SMTP = new ServerSetup(FreePort.find(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);

	private static final GreenMail mails = new GreenMail(SMTP);

	private final Escalations escalations;

	private final SupportDesk desk;

	private final BimpeAI bimpeai;

	private final JdbcClient jdbc;

	private final Simulator simulator;

	private final Colleague colleague;

	private final SimulatedConversation conversation;

	@Autowired
	HandoverTests(Escalations escalations, SupportDesk desk, BimpeAI bimpeai, JdbcClient jdbc, Simulator simulator,
			Colleague colleague) {
		this.escalations = escalations;
		this.desk = desk;
		this.bimpeai = bimpeai;
		this.jdbc = jdbc;
		this.simulator = simulator;
		this.colleague = colleague;
		this.conversation = simulator.agent(DemoSimulator.AGENT_ID).newConversation();
	}

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry registry) {
		registry.add("spring.mail.port", SMTP::getPort);
	}

	@BeforeAll
	static void startMail() {
		// By default one that takes more than two seconds to start has failed.
		SMTP.setServerStartupTimeout(Duration.ofSeconds(60).toMillis());
		mails.start();
	}

	@BeforeEach
	void forget() throws Exception {
		this.jdbc.sql("delete from handover").update();
		mails.purgeEmailFromAllMailboxes();
		this.colleague.work = (told) -> {
		};
	}

	@AfterAll
	static void stopMail() {
		mails.stop();
	}

	@Test
	void pausesTheAiAndTellsTheTeam() throws Exception {
		this.conversation.receives("The lamp is broken, I need a person");
		this.escalations.round();
		assertThat(isPaused()).isTrue();
		MimeMessage mail = mails.getReceivedMessages()[0];
		assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("support@example.com");
		assertThat(GreenMailUtil.getBody(mail))
			.contains("https://desk.example.com/conversations/" + this.conversation.id())
			.doesNotContain("lamp");
	}

	@Test
	void tellsTheTeamOnce() {
		this.conversation.receives("I need a person");
		this.escalations.round();
		this.escalations.round();
		this.conversation.receives("Is a person there?");
		this.escalations.round();
		assertThat(mails.getReceivedMessages()).hasSize(1);
	}

	@Test
	void leavesOtherConversationsToTheAi() {
		this.conversation.receives("Until when are you open?");
		this.escalations.round();
		assertThat(isPaused()).isFalse();
		assertThat(mails.getReceivedMessages()).isEmpty();
	}

	@Test
	void sendsWhatPersonWritesAndLetsTheAiGoOn() {
		this.conversation.receives("I need a person");
		this.escalations.round();
		this.desk.reply(this.conversation.id(), "How can I help?", "form-1");
		this.desk.reply(this.conversation.id(), "How can I help?", "form-1");
		assertThat(this.conversation).hasSentExactly("How can I help?");
		assertThat(this.conversation).received("sendMessage").withField("role", "assistant");
		this.desk.finish(this.conversation.id());
		assertThat(isPaused()).isFalse();
	}

	@Test
	void doesNotTakeOverAgainWhileTheCustomerIsSilent() {
		handOverAndFinish();
		this.conversation.says("Anything else?");
		this.simulator.clearRequests();
		this.escalations.round();
		this.escalations.round();
		assertThat(this.simulator.count("listMessages")).isOne();
		assertThat(isPaused()).isFalse();
		assertThat(mails.getReceivedMessages()).hasSize(1);
	}

	@Test
	void handsOverAgainWhenTheCustomerWritesAgain() {
		handOverAndFinish();
		this.conversation.receives("It is broken again. A person, please!");
		this.conversation.says("I am passing this to a colleague.");
		this.escalations.round();
		assertThat(isPaused()).isTrue();
		assertThat(mails.getReceivedMessages()).hasSize(2);
	}

	@Test
	void takesAiThatGoesOnForTheEndOfTheHandover() {
		this.conversation.receives("I need a person");
		this.escalations.round();
		this.bimpeai.conversations().setAiStatus(DemoSimulator.AGENT_ID, this.conversation.id(), false);
		this.escalations.round();
		assertThat(isPaused()).isFalse();
		assertThat(mails.getReceivedMessages()).hasSize(1);
		this.conversation.receives("It is broken again. A person, please!");
		this.escalations.round();
		assertThat(isPaused()).isTrue();
		assertThat(mails.getReceivedMessages()).hasSize(2);
	}

	@Test
	void doesNotEndWhatAnotherInstanceHasHandedOverMeanwhile() {
		handOverByAnotherInstance();
		this.escalations.round();
		assertThat(doneUntil()).isNull();
	}

	@Test
	void doesNotPauseWhatPersonHasDealtWithDuringTheRound() {
		String first = this.conversation.id();
		SimulatedConversation other = someoneElse();
		String second = other.id();
		other.receives("I need a person");
		this.conversation.receives("I need a person");
		this.colleague.work = (told) -> this.desk.finish(told.equals(first) ? second : first);
		this.escalations.round();
		assertThat(mails.getReceivedMessages()).hasSize(1);
	}

	@Test
	void tellsTheTeamLaterWhenTheMailServerIsDown(CapturedOutput output) {
		mails.stop();
		this.conversation.receives("I need a person");
		this.escalations.round();
		assertThat(isPaused()).isTrue();
		assertThat(output).contains("The team could not be told about conversation " + this.conversation.id());
		mails.start();
		this.escalations.round();
		this.escalations.round();
		assertThat(mails.getReceivedMessages()).hasSize(1);
	}

	@Test
	void handsOverLaterWhenTheApiCannotBeReached(CapturedOutput output) {
		this.conversation.receives("I need a person");
		this.simulator.on("listConversations").times(3).respond(503).retryAfter(Duration.ZERO);
		this.escalations.round();
		assertThat(output).contains("The rest waits for the next round");
		assertThat(mails.getReceivedMessages()).isEmpty();
		this.escalations.round();
		assertThat(isPaused()).isTrue();
		assertThat(mails.getReceivedMessages()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 429 })
	void endsTheRoundWhenTheApiRefusesAll(int status, CapturedOutput output) {
		someoneElse().receives("I need a person");
		this.conversation.receives("I need a person");
		Fault fault = this.simulator.on("setConversationAiStatus").respond(status).retryAfter("3600");
		this.escalations.round();
		assertThat(this.simulator.count("setConversationAiStatus")).isOne();
		assertThat(output).contains("The rest waits for the next round");
		fault.remove();
		this.escalations.round();
		assertThat(mails.getReceivedMessages()).hasSize(2);
	}

	@Test
	void goesOnWithTheOthersWhenConversationIsGone() {
		SimulatedConversation gone = someoneElse();
		gone.receives("I need a person");
		gone.on("setConversationAiStatus").times(3).respond(503).retryAfter(Duration.ZERO);
		this.escalations.round();
		gone.delete();
		this.conversation.receives("I need a person");
		this.escalations.round();
		assertThat(isPaused()).isTrue();
		this.simulator.clearRequests();
		this.escalations.round();
		assertThat(this.simulator.requests("setConversationAiStatus")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 503 })
	void goesOnWithTheOthersWhenOneFails(int status, CapturedOutput output) {
		SimulatedConversation failing = someoneElse();
		Fault fault = failing.on("setConversationAiStatus").respond(status).retryAfter(Duration.ZERO);
		failing.receives("My lamp is broken, I need a person");
		this.escalations.round();
		this.conversation.receives("I need a person");
		this.escalations.round();
		assertThat(isPaused()).isTrue();
		assertThat(output).contains("Conversation " + failing.id() + " waits for the next round", "in the console")
			.doesNotContain("lamp", this.simulator.apiKey());
		fault.remove();
		this.escalations.round();
		assertThat(mails.getReceivedMessages()).hasSize(2);
	}

	@Test
	void logsNoText(CapturedOutput output) {
		this.conversation.receives("My lamp is broken, I need a person");
		this.escalations.round();
		assertThat(output.getAll()).contains("Handed conversation " + this.conversation.id()).doesNotContain("lamp");
	}

	private SimulatedConversation someoneElse() {
		return this.simulator.agent(DemoSimulator.AGENT_ID).newConversation("Tomi");
	}

	private void handOverAndFinish() {
		this.conversation.receives("I need a person");
		this.escalations.round();
		this.desk.finish(this.conversation.id());
		this.escalations.round();
	}

	/**
	 * It is in the list still, as one whose AI is not paused.
	 */
	private void handOverByAnotherInstance() {
		this.conversation.receives("I need a person");
		String list = "{\"message\": \"Success\", \"data\": [%s]}".formatted("""
				{"id": "%s", "channel_type": "webchat", "is_test_channel": false, "is_ai_chat_paused": false,
				"needs_attention": true, "created_at": "2020-01-01T00:00:00Z", "updated_at": "2020-01-01T00:00:00Z"}
				""".formatted(this.conversation.id()));
		this.escalations.round();
		this.simulator.on("listConversations").times(1).respondRaw(200, "application/json", list);
	}

	private @Nullable Object doneUntil() {
		return this.jdbc.sql("select done_until from handover where conversation_id = :id")
			.param("id", this.conversation.id())
			.query()
			.singleRow()
			.get("done_until");
	}

	private boolean isPaused() {
		return this.bimpeai.conversations().retrieve(DemoSimulator.AGENT_ID, this.conversation.id()).isAiChatPaused();
	}

	/**
	 * Somebody who works while a round goes on.
	 */
	@TestComponent
	static class Colleague {

		private volatile Consumer<String> work = (told) -> {
		};

		@EventListener
		void on(HandoverRequestedEvent event) {
			this.work.accept(event.conversationId());
		}

	}

}
