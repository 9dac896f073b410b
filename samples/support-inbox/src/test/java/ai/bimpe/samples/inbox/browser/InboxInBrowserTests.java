package ai.bimpe.samples.inbox.browser;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.samples.inbox.CurrentAgent;
import ai.bimpe.samples.inbox.live.LiveUpdates;
import ai.bimpe.simulator.SimulatedCall;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.RecordedRequest;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the inbox, as the support team uses it.
 */
@BrowserTest
class InboxInBrowserTests {

	@Autowired
	private Simulator simulator;

	@Autowired
	private BimpeAI bimpeai;

	@Autowired
	private CurrentAgent agent;

	@Autowired
	private LiveUpdates updates;

	private SimulatedConversation conversation;

	@BeforeEach
	void startConversation(SimulatedConversation conversation) {
		this.conversation = conversation;
		conversation.receives("Is anybody there?");
	}

	@Test
	void letsInWithTheRightPasswordOnly(Desk desk) {
		desk.open("/");
		desk.signIn("wrong");
		assertThat(desk.page().getByText("That is not the user name and its password.")).isVisible();
		desk.signIn(BrowserTest.PASSWORD);
		assertThat(desk.rows("Tomi Adeyemi")).isVisible();
		desk.button("Sign out").click();
		assertThat(desk.page().getByText("You are signed out.")).isVisible();
		desk.open("/");
		assertThat(desk.page()).hasTitle("Sign in · Support inbox");
	}

	@Test
	void asksToSignInAgainWhenTheLoginHasEnded(Desk desk) {
		desk.signIn();
		desk.openConversation(this.conversation.id());
		this.conversation.receives("Seen live");
		assertThat(desk.messages("Seen live")).hasCount(1);
		Page another = desk.page().context().newPage();
		another.navigate(desk.page().url());
		another.getByText("Sign out").click();
		assertThat(desk.page()).hasTitle("Sign in · Support inbox");
	}

	@Test
	void showsMessageWithoutReload(Desk desk) {
		desk.signIn();
		assertThat(desk.rows("Zoe Test")).hasClass("row unread");
		this.conversation.receives("A new question");
		assertThat(desk.rows("Zoe Test")).containsText("A new question");
		assertThat(desk.page().locator("#conversations .row").first()).containsText("Zoe Test");
		desk.rows("Zoe Test").locator("a").click();
		assertThat(desk.messages("A new question")).hasCount(1);
		this.conversation.receives("And one more");
		assertThat(desk.messages("And one more")).hasCount(1);
		assertThat(desk.rows("Zoe Test")).hasClass("row");
		assertThat(desk.complaints()).isEmpty();
	}

	@Test
	void showsNewConversationWithoutReload(Desk desk) {
		desk.signIn();
		SimulatedConversation another = this.simulator.agent(this.agent.id()).newConversation("Brand New");
		another.receives("Hello for the first time");
		assertThat(desk.rows("Brand New")).containsText("Hello for the first time");
		another.delete();
	}

	@Test
	void sendsReplyAndShowsItOnce(Desk desk) {
		desk.signIn();
		desk.openConversation(this.conversation.id());
		this.simulator.clearRequests();
		desk.page().getByLabel("Your reply").fill("I am a person, and here to help.");
		desk.button("Send").click();
		assertThat(desk.page().getByText("Your reply is sent.").first()).isVisible();
		assertThat(desk.messages("I am a person")).hasCount(1);
		assertThat(desk.messages("I am a person")).containsText("Your team");
		assertThat(desk.page().getByLabel("Your reply")).isFocused();
		assertThat(desk.page().getByLabel("Your reply")).isEmpty();
		assertThat(this.simulator.requests("setConversationAiStatus")).extracting(RecordedRequest::body)
			.containsExactly("{\"is_ai_chat_paused\":true}", "{\"is_ai_chat_paused\":false}");
		this.conversation.receives("Thank you, person");
		assertThat(desk.messages("Thank you, person")).hasCount(1);
		assertThat(desk.messages("I am a person")).hasCount(1);
		assertThat(desk.complaints()).isEmpty();
	}

	@Test
	void pausesTheAi(Desk desk) {
		desk.signIn();
		desk.openConversation(this.conversation.id());
		desk.button("Pause AI").click();
		assertThat(desk.button("Resume AI")).isVisible();
		assertThat(desk.rows("Zoe Test")).containsText("AI paused");
		assertThat(paused()).isTrue();
		desk.button("Resume AI").click();
		assertThat(desk.button("Pause AI")).isVisible();
		assertThat(paused()).isFalse();
	}

	@Test
	void keepsReplyThatCouldNotBeSent(Desk desk) {
		desk.signIn();
		desk.openConversation(this.conversation.id());
		this.simulator.on("sendMessage").respond(501);
		desk.page().getByLabel("Your reply").fill("Precious words");
		desk.button("Send").click();
		assertThat(desk.page().locator(".problem")).containsText("Request id");
		assertThat(desk.page().getByLabel("Your reply")).hasValue("Precious words");
		this.simulator.clearFaults();
		desk.button("Send").click();
		assertThat(desk.messages("Precious words")).hasCount(1);
	}

	@Test
	void keepsReplyWhileNothingOfTheApiWorks(Desk desk) {
		desk.signIn();
		desk.openConversation(this.conversation.id());
		this.simulator.on("sendMessage").respond(501);
		this.simulator.on("getConversation").respond(501);
		desk.page().getByLabel("Your reply").fill("Precious words");
		desk.button("Send").click();
		assertThat(desk.page().getByRole(AriaRole.ALERT)).containsText("BimpeAI could not do this");
		assertThat(desk.page().getByLabel("Your reply")).hasValue("Precious words");
		this.simulator.clearFaults();
		desk.button("Send").click();
		assertThat(desk.messages("Precious words")).hasCount(1);
	}

	@Test
	void keepsReplyUntilSomebodyHasSignedInAgain(Desk desk) {
		desk.signIn();
		desk.openConversation(this.conversation.id());
		desk.page().getByLabel("Your reply").fill("Precious words");
		Page another = desk.page().context().newPage();
		another.navigate(desk.page().url());
		another.getByText("Sign out").click();
		assertThat(desk.page()).hasTitle("Sign in · Support inbox");
		desk.signIn(BrowserTest.PASSWORD);
		assertThat(desk.page().getByLabel("Your reply")).hasValue("Precious words");
	}

	@Test
	void staysInTheListThatWasChosen(Desk desk) {
		desk.signIn();
		desk.open("/?search=Zoe");
		desk.rows("Zoe Test").locator("a").click();
		desk.page().getByLabel("Your reply").fill("A reply");
		desk.button("Send").click();
		assertThat(desk.messages("A reply")).hasCount(1);
		assertThat(desk.page()).hasURL(Pattern.compile(".*\\?search=Zoe"));
		assertThat(desk.page().locator("#conversations .row")).hasCount(1);
	}

	@Test
	void saysThatTheStreamIsLostAndMissesNothing(Desk desk) {
		desk.signIn();
		desk.openConversation(this.conversation.id());
		this.conversation.receives("Before");
		assertThat(desk.messages("Before")).hasCount(1);
		Locator banner = desk.page().getByText("The connection to BimpeAI is lost");
		assertThat(banner).isHidden();
		this.simulator.on("issueStreamTicket").respond(503);
		this.simulator.on("listConversations").respond(503);
		this.simulator.dropStreams();
		assertThat(banner).isVisible();
		assertThat(desk.page().locator("#light")).hasText("Message stream: Reconnecting");
		this.conversation.receives("Meanwhile 1");
		this.conversation.receives("Meanwhile 2");
		this.simulator.clearFaults();
		assertThat(banner).isHidden();
		this.conversation.receives("After");
		for (String text : List.of("Before", "Meanwhile 1", "Meanwhile 2", "After")) {
			assertThat(desk.messages(text)).hasCount(1);
		}
		assertThat(desk.page().locator("#messages .text"))
			.hasText(new String[] { "Is anybody there?", "Before", "Meanwhile 1", "Meanwhile 2", "After" });
	}

	@Test
	void saysThatTheBrowserHasLostTheInboxAndMissesNothing(Desk desk) {
		desk.signIn();
		desk.page().route("**/updates*", Route::abort);
		desk.openConversation(this.conversation.id());
		Locator banner = desk.page().getByText("Your browser has lost the inbox");
		assertThat(banner).isVisible();
		this.conversation.receives("While the browser was away");
		desk.page().unroute("**/updates*");
		assertThat(banner).isHidden();
		assertThat(desk.messages("While the browser was away")).hasCount(1);
	}

	@Test
	void makesUpForUpdatesThatAreNotKeptAnyMore(Desk desk) {
		desk.signIn();
		desk.page().route("**/updates*", Route::abort);
		desk.openConversation(this.conversation.id());
		assertThat(desk.page().getByText("Your browser has lost the inbox")).isVisible();
		this.conversation.receives("Not kept");
		Page another = desk.page().context().newPage();
		another.navigate(desk.page().url());
		assertThat(another.locator("#messages")).containsText("Not kept");
		IntStream.range(0, 500).forEach((number) -> this.updates.publish("nothing", ""));
		this.simulator.on("getConversation").times(2).respond(501);
		desk.page().unroute("**/updates*");
		assertThat(desk.messages("Not kept")).hasCount(1);
		assertThat(desk.rows("Zoe Test")).containsText("Not kept");
	}

	@Test
	void showsNewConversationAsSoonAsTheApiGivesIt(Desk desk) {
		desk.signIn();
		this.simulator.on("getConversation").times(2).respond(501);
		SimulatedConversation another = this.simulator.agent(this.agent.id()).newConversation("Brand New");
		another.receives("One");
		another.receives("Two");
		assertThat(desk.rows("Brand New")).containsText("Two");
		assertThat(desk.rows("Brand New").locator(".count")).hasText("2 unread");
		another.delete();
	}

	@Test
	void whatIsReadInOneBrowserIsReadInAll(Desk desk) {
		desk.signIn();
		this.conversation.receives("Read me");
		assertThat(desk.rows("Zoe Test")).containsText("2 unread");
		assertThat(desk.page()).hasTitle(Pattern.compile("\\(\\d+\\) Inbox · Support inbox"));
		Page another = desk.page().context().newPage();
		another.navigate(desk.page().url() + "conversations/" + this.conversation.id());
		assertThat(desk.rows("Zoe Test")).hasClass("row");
		assertThat(desk.rows("Zoe Test").locator(".count")).isHidden();
	}

	@Test
	void tellsScreenReadersOfMessages(Desk desk) {
		desk.signIn();
		assertThat(desk.rows("Zoe Test")).hasClass("row unread");
		this.conversation.receives("Read me");
		Locator announcer = desk.page().locator("#announcer[role=status][aria-live=polite]");
		assertThat(announcer).hasText("New message from Zoe Test");
		desk.openConversation(this.conversation.id());
		this.conversation.receives("Read me too");
		assertThat(desk.page().locator("[role=log] li").getByText("Read me too")).isVisible();
		assertThat(announcer).isEmpty();
	}

	@Test
	void showsHostileTextAsText(Desk desk) {
		String hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)> ${7*7} "
				+ "[[${7*7}]] </textarea></p>";
		SimulatedConversation attack = this.simulator.agent(this.agent.id())
			.newConversation("<b onmouseover=alert(4)>Eve</b>");
		desk.signIn();
		attack.receives(hostile);
		assertThat(desk.rows("Eve").locator(".preview")).hasText(hostile);
		assertThat(desk.rows("Eve").locator(".name")).hasText("<b onmouseover=alert(4)>Eve</b>");
		desk.rows("Eve").locator("a").click();
		assertThat(desk.messages("alert").locator(".text")).hasText(hostile);
		attack.receives("Live: " + hostile);
		assertThat(desk.messages("Live:").locator(".text")).hasText("Live: " + hostile);
		assertThat(desk.page().locator("main img, main script, main b[onmouseover]")).hasCount(0);
		assertThat(desk.complaints()).isEmpty();
		attack.delete();
	}

	@Test
	void takesNoLineOfMessageForAnEvent(Desk desk) {
		desk.signIn();
		desk.openConversation(this.conversation.id());
		this.conversation.receives("One\r\revent: status\rdata: <p id=banner>FORGED</p>\r\rdata: Two");
		assertThat(desk.messages("Two")).hasCount(1);
		assertThat(desk.messages("Two")).containsText("FORGED");
		assertThat(desk.page().locator("#banner")).isEmpty();
		assertThat(desk.complaints()).isEmpty();
	}

	@Test
	void watchesTestCallToItsEnd(Desk desk) {
		desk.signIn();
		desk.open("/calls");
		desk.page().getByLabel("Telephone number").fill("+44 7700 900461");
		SimulatedCall call = ringWithoutHaste(desk);
		Locator state = desk.page().locator(".way [aria-current]");
		assertThat(state).hasText("Queued");
		call.moveOn();
		assertThat(state).hasText("Ringing");
		call.moveOn();
		assertThat(state).hasText("Answered");
		assertThat(desk.page().locator(".transcript")).containsText("Good afternoon, this is Pia.");
		call.moveOn();
		assertThat(state).hasText("Ended");
		assertThat(desk.page().locator(".transcript")).containsText("Thank you, good bye.");
		assertThat(desk.complaints()).isEmpty();
	}

	@Test
	void drawsMessagesPerMinuteAsTheyCome(Desk desk) {
		desk.signIn();
		Locator total = desk.page().locator("#pulse figcaption b");
		assertThat(total).not().hasText("0");
		int before = Integer.parseInt(total.textContent());
		this.conversation.receives("Count me");
		assertThat(desk.rows("Count me")).hasCount(1);
		assertThat(total).not().hasText(String.valueOf(before));
		assertThat(desk.page().locator("#pulse dd").nth(1)).not().hasText("–");
	}

	// A state that lasts for seconds only may come and go between two looks of the page.
	private SimulatedCall ringWithoutHaste(Desk desk) {
		Duration usual = this.simulator.settings().callStepInterval();
		this.simulator.settings().callStepInterval(Duration.ofDays(1));
		try {
			desk.button("Call").click();
			assertThat(desk.page().locator("h1")).hasText("Call to +447700900461");
		}
		finally {
			this.simulator.settings().callStepInterval(usual);
		}
		List<SimulatedCall> calls = this.simulator.agent(this.agent.id()).calls();
		return calls.get(calls.size() - 1);
	}

	private boolean paused() {
		return Boolean.TRUE
			.equals(this.bimpeai.conversations().retrieve(this.agent.id(), this.conversation.id()).isAiChatPaused());
	}

}
