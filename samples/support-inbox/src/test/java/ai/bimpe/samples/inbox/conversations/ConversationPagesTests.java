package ai.bimpe.samples.inbox.conversations;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.samples.inbox.InboxTest;
import ai.bimpe.samples.inbox.agent.CurrentAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Tests for the pages with conversations.
 */
@InboxTest
class ConversationPagesTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Autowired
	private MockMvcTester web;

	@Autowired
	private Simulator simulator;

	@Autowired
	private BimpeAI bimpeai;

	@Autowired
	private CurrentAgent agent;

	private SimulatedConversation conversation;

	@BeforeEach
	void startConversation(SimulatedConversation conversation) {
		this.conversation = conversation;
	}

	@Test
	void showsTheConversationWithTheNewestMessageFirst() {
		this.conversation.receives("Newest of all");
		assertThat(namesOf(html("/"))).startsWith("Zoe Test").contains("Tomi Adeyemi", "Yuki Tanaka").hasSize(13);
	}

	@Test
	void marksWhatNobodyHasReadYet() {
		this.conversation.receives("One");
		this.conversation.receives("Two");
		await().pollInSameThread()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(row()).contains("class=\"row unread\"").contains("<span>2</span>"));
		html("/conversations/" + this.conversation.id());
		assertThat(row()).doesNotContain("row unread");
	}

	@Test
	void filtersAndSearches() {
		this.conversation.receives("I want to speak to a person");
		assertThat(namesOf(html("/?filter=ATTENTION"))).containsExactly("Zoe Test", "Noor Haddad");
		assertThat(namesOf(html("/?search=Tomi"))).containsExactly("Tomi Adeyemi");
		assertThat(html("/?search=nobody")).contains("No conversation matches.");
	}

	@Test
	void showsHostileTextAsText() {
		String hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onload=\"alert(1)";
		this.conversation.receives(hostile);
		assertThat(html("/conversations/" + this.conversation.id())).doesNotContain("<script>alert", "<img")
			.contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot; onload=&quot;");
	}

	@Test
	void loadsEarlierMessagesOnDemand() {
		for (int i = 1; i <= 10; i++) {
			this.conversation.says("Message number " + i + ".");
		}
		Instant written = Instant.now();
		await().until(() -> Instant.now().isAfter(written.plusMillis(1)));
		for (int i = 11; i <= 60; i++) {
			this.conversation.says("Message number " + i + ".");
		}
		String path = "/conversations/" + this.conversation.id();
		assertThat(html(path)).contains("Show earlier messages", "Message number 60.", "Message number 11.")
			.doesNotContain("Message number 10.");
		assertThat(html(path + "?history=2")).contains("Message number 1.").doesNotContain("Show earlier messages");
	}

	@Test
	void pausesTheAiForReplyAndResumesIt() {
		this.simulator.clearRequests();
		MvcTestResult answer = reply("Hello, this is a person.", "key-of-pauses-the-ai");
		assertThat(answer).hasStatus3xxRedirection().hasRedirectedUrl("/conversations/" + this.conversation.id());
		assertThat(steps()).containsExactly("setConversationAiStatus", "sendMessage", "setConversationAiStatus");
		assertThat(this.simulator.requests("setConversationAiStatus")).extracting(RecordedRequest::body)
			.containsExactly("{\"is_ai_chat_paused\":true}", "{\"is_ai_chat_paused\":false}");
		assertThat(this.conversation).hasSentExactly("Hello, this is a person.");
		assertThat(html("/conversations/" + this.conversation.id())).contains("<b>Your team</b>");
	}

	@Test
	void leavesTheAiPausedWhereSomebodyHasTakenOver() {
		this.bimpeai.conversations().setAiStatus(this.agent.id(), this.conversation.id(), true);
		this.simulator.clearRequests();
		reply("Hello again.", "key-of-taken-over");
		assertThat(steps()).containsExactly("sendMessage");
		assertThat(html("/conversations/" + this.conversation.id())).contains("AI paused", "Resume AI");
	}

	@Test
	void resumesTheAiWhenTheReplyCannotBeSent() {
		this.simulator.on("sendMessage").respond(501);
		this.simulator.clearRequests();
		reply("Hello, this is a person.", "key-of-resumes");
		assertThat(steps()).endsWith("setConversationAiStatus");
		assertThat(this.bimpeai.conversations().retrieve(this.agent.id(), this.conversation.id()).isAiChatPaused())
			.isFalse();
	}

	@Test
	void givesReplyBackThatCouldNotBeSent() {
		this.simulator.on("sendMessage").respond(422);
		MvcTestResult answer = reply("My <b>long</b> reply", "key-of-gives-back");
		assertThat(Map.copyOf(answer.getMvcResult().getFlashMap())).containsEntry("draft", "My <b>long</b> reply")
			.containsEntry("key", "key-of-gives-back");
		String page = body(this.web.get()
			.uri("/conversations/{id}", this.conversation.id())
			.flashAttrs(answer.getMvcResult().getFlashMap()));
		assertThat(page).contains("role=\"alert\"", "Request id", "My &lt;b&gt;long&lt;/b&gt; reply</textarea>",
				"value=\"key-of-gives-back\"");
	}

	@Test
	void sendsReplyOnceHoweverOftenItIsSubmitted() {
		reply("Only once", "key-of-only-once");
		reply("Only once", "key-of-only-once");
		assertThat(this.conversation.messages()).hasSize(1);
	}

	@Test
	void pausesAndResumesTheAi() {
		String path = "/conversations/" + this.conversation.id();
		assertThat(this.web.post().uri(path + "/ai").param("paused", "true").with(csrf())).hasRedirectedUrl(path);
		assertThat(html(path)).contains("Resume AI");
		assertThat(this.web.post().uri(path + "/ai").param("paused", "false").with(csrf())).hasRedirectedUrl(path);
		assertThat(html(path)).contains("Pause AI");
	}

	@Test
	void saysInPlainWordsThatConversationIsGone() {
		MvcTestResult answer = this.web.get().uri("/conversations/nothing").exchange();
		assertThat(answer).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(answer).bodyText()
			.contains("BimpeAI does not know this", "Request id")
			.doesNotContain("Exception", "\tat ");
	}

	@Test
	void saysInPlainWordsThatTheApiFails() {
		this.simulator.on("listConversations").respond(501);
		MvcTestResult answer = this.web.get().uri("/").exchange();
		assertThat(answer).hasStatus(HttpStatus.BAD_GATEWAY);
		assertThat(answer).bodyText().contains("BimpeAI could not do this", "Request id").doesNotContain("Exception");
	}

	private String row() {
		return html("/conversations/" + this.conversation.id() + "/row");
	}

	private MvcTestResult reply(String text, String key) {
		return this.web.post()
			.uri("/conversations/{id}/messages", this.conversation.id())
			.param("text", text)
			.param("key", key)
			.with(csrf())
			.exchange();
	}

	private List<String> steps() {
		return this.simulator.requests()
			.stream()
			.map(RecordedRequest::operationId)
			.filter(List.of("setConversationAiStatus", "sendMessage")::contains)
			.toList();
	}

	private String html(String path) {
		return body(this.web.get().uri(path));
	}

	private static String body(MockMvcTester.MockMvcRequestBuilder request) {
		MvcTestResult answer = request.exchange();
		assertThat(answer).hasStatusOk();
		return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
	}

	private static List<String> namesOf(String page) {
		Matcher names = Pattern.compile("<span class=\"name\"[^>]*>([^<]*)</span>").matcher(page);
		return names.results().map((name) -> name.group(1)).toList();
	}

}
