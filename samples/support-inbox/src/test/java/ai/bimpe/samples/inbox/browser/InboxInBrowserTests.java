package ai.bimpe.samples.inbox.browser;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.samples.inbox.agent.CurrentAgent;
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
	void letsInWithTheRightPasswordOnly(InboxBrowser browser) {
		browser.open("/");
		browser.signIn("wrong");
		assertThat(browser.page().getByText("That is not the user name and its password.")).isVisible();
		browser.signIn(BrowserTest.PASSWORD);
		assertThat(browser.rows("Tomi Adeyemi")).isVisible();
		browser.button("Sign out").click();
		assertThat(browser.page().getByText("You are signed out.")).isVisible();
		browser.open("/");
		assertThat(browser.page()).hasTitle("Sign in · Support inbox");
	}

	@Test
	void asksToSignInAgainWhenTheLoginHasEnded(InboxBrowser browser) {
		browser.signIn();
		browser.openConversation(this.conversation.id());
		this.conversation.receives("Seen live");
		assertThat(browser.messages("Seen live")).hasCount(1);
		Page another = browser.page().context().newPage();
		another.navigate(browser.page().url());
		another.getByText("Sign out").click();
		assertThat(browser.page()).hasTitle("Sign in · Support inbox");
	}

	@Test
	void showsMessageWithoutReload(InboxBrowser browser) {
		browser.signIn();
		assertThat(browser.rows("Zoe Test")).hasClass("row unread");
		this.conversation.receives("A new question");
		assertThat(browser.rows("Zoe Test")).containsText("A new question");
		assertThat(browser.page().locator("#conversations .row").first()).containsText("Zoe Test");
		browser.rows("Zoe Test").locator("a").click();
		assertThat(browser.messages("A new question")).hasCount(1);
		this.conversation.receives("And one more");
		assertThat(browser.messages("And one more")).hasCount(1);
		assertThat(browser.rows("Zoe Test")).hasClass("row");
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void showsNewConversationWithoutReload(InboxBrowser browser) {
		browser.signIn();
		SimulatedConversation another = this.simulator.agent(this.agent.id()).newConversation("Brand New");
		another.receives("Hello for the first time");
		assertThat(browser.rows("Brand New")).containsText("Hello for the first time");
		another.delete();
	}

	@Test
	void sendsReplyAndShowsItOnce(InboxBrowser browser) {
		browser.signIn();
		browser.openConversation(this.conversation.id());
		this.simulator.clearRequests();
		browser.page().getByLabel("Your reply").fill("I am a person, and here to help.");
		browser.button("Send").click();
		assertThat(browser.page().getByText("Your reply is sent.").first()).isVisible();
		assertThat(browser.messages("I am a person")).hasCount(1);
		assertThat(browser.messages("I am a person")).containsText("Your team");
		assertThat(browser.page().getByLabel("Your reply")).isFocused();
		assertThat(browser.page().getByLabel("Your reply")).isEmpty();
		assertThat(this.simulator.requests("setConversationAiStatus")).extracting(RecordedRequest::body)
			.containsExactly("{\"is_ai_chat_paused\":true}", "{\"is_ai_chat_paused\":false}");
		this.conversation.receives("Thank you, person");
		assertThat(browser.messages("Thank you, person")).hasCount(1);
		assertThat(browser.messages("I am a person")).hasCount(1);
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void pausesTheAi(InboxBrowser browser) {
		browser.signIn();
		browser.openConversation(this.conversation.id());
		browser.button("Pause AI").click();
		assertThat(browser.button("Resume AI")).isVisible();
		assertThat(browser.rows("Zoe Test")).containsText("AI paused");
		assertThat(paused()).isTrue();
		browser.button("Resume AI").click();
		assertThat(browser.button("Pause AI")).isVisible();
		assertThat(paused()).isFalse();
	}

	@Test
	void keepsReplyThatCouldNotBeSent(InboxBrowser browser) {
		browser.signIn();
		browser.openConversation(this.conversation.id());
		this.simulator.on("sendMessage").respond(501);
		browser.page().getByLabel("Your reply").fill("Precious words");
		browser.button("Send").click();
		assertThat(browser.page().locator(".problem")).containsText("Request id");
		assertThat(browser.page().getByLabel("Your reply")).hasValue("Precious words");
		this.simulator.clearFaults();
		browser.button("Send").click();
		assertThat(browser.messages("Precious words")).hasCount(1);
	}

	@Test
	void keepsReplyWhileNothingOfTheApiWorks(InboxBrowser browser) {
		browser.signIn();
		browser.openConversation(this.conversation.id());
		this.simulator.on("sendMessage").respond(501);
		this.simulator.on("getConversation").respond(501);
		browser.page().getByLabel("Your reply").fill("Precious words");
		browser.button("Send").click();
		assertThat(browser.page().getByRole(AriaRole.ALERT)).containsText("BimpeAI could not do this");
		assertThat(browser.page().getByLabel("Your reply")).hasValue("Precious words");
		this.simulator.clearFaults();
		browser.button("Send").click();
		assertThat(browser.messages("Precious words")).hasCount(1);
	}

	@Test
	void keepsReplyUntilSomebodyHasSignedInAgain(InboxBrowser browser) {
		browser.signIn();
		browser.openConversation(this.conversation.id());
		browser.page().getByLabel("Your reply").fill("Precious words");
		Page another = browser.page().context().newPage();
		another.navigate(browser.page().url());
		another.getByText("Sign out").click();
		assertThat(browser.page()).hasTitle("Sign in · Support inbox");
		browser.signIn(BrowserTest.PASSWORD);
		assertThat(browser.page().getByLabel("Your reply")).hasValue("Precious words");
	}

	@Test
	void staysInTheListThatWasChosen(InboxBrowser browser) {
		browser.signIn();
		browser.open("/?search=Zoe");
		browser.rows("Zoe Test").locator("a").click();
		browser.page().getByLabel("Your reply").fill("A reply");
		browser.button("Send").click();
		assertThat(browser.messages("A reply")).hasCount(1);
		assertThat(browser.page()).hasURL(Pattern.compile(".*\\?search=Zoe"));
		assertThat(browser.page().locator("#conversations .row")).hasCount(1);
	}

	@Test
	void saysThatTheStreamIsLostAndMissesNothing(InboxBrowser browser) {
		browser.signIn();
		browser.openConversation(this.conversation.id());
		this.conversation.receives("Before");
		assertThat(browser.messages("Before")).hasCount(1);
		Locator banner = browser.page().getByText("The connection to BimpeAI is lost");
		assertThat(banner).isHidden();
		this.simulator.on("issueStreamTicket").respond(503);
		this.simulator.on("listConversations").respond(503);
		this.simulator.dropStreams();
		assertThat(banner).isVisible();
		assertThat(browser.page().locator("#light")).hasText("Message stream: Reconnecting");
		this.conversation.receives("Meanwhile 1");
		this.conversation.receives("Meanwhile 2");
		this.simulator.clearFaults();
		assertThat(banner).isHidden();
		this.conversation.receives("After");
		for (String text : List.of("Before", "Meanwhile 1", "Meanwhile 2", "After")) {
			assertThat(browser.messages(text)).hasCount(1);
		}
		assertThat(browser.page().locator("#messages .text"))
			.hasText(new String[] { "Is anybody there?", "Before", "Meanwhile 1", "Meanwhile 2", "After" });
	}

	@Test
	void saysThatTheBrowserHasLostTheInboxAndMissesNothing(InboxBrowser browser) {
		browser.signIn();
		browser.page().route("**/updates*", Route::abort);
		browser.openConversation(this.conversation.id());
		Locator banner = browser.page().getByText("Your browser has lost the inbox");
		assertThat(banner).isVisible();
		this.conversation.receives("While the browser was away");
		browser.page().unroute("**/updates*");
		assertThat(banner).isHidden();
		assertThat(browser.messages("While the browser was away")).hasCount(1);
	}

	@Test
	void makesUpForUpdatesThatAreNotKeptAnyMore(InboxBrowser browser) {
		browser.signIn();
		browser.page().route("**/updates*", Route::abort);
		browser.openConversation(this.conversation.id());
		assertThat(browser.page().getByText("Your browser has lost the inbox")).isVisible();
		this.conversation.receives("Not kept");
		Page another = browser.page().context().newPage();
		another.navigate(browser.page().url());
		assertThat(another.locator("#messages")).containsText("Not kept");
		IntStream.range(0, 500).forEach((number) -> this.updates.publish("nothing", ""));
		this.simulator.on("getConversation").times(2).respond(501);
		browser.page().unroute("**/updates*");
		assertThat(browser.messages("Not kept")).hasCount(1);
		assertThat(browser.rows("Zoe Test")).containsText("Not kept");
	}

	@Test
	void showsNewConversationAsSoonAsTheApiGivesIt(InboxBrowser browser) {
		browser.signIn();
		this.simulator.on("getConversation").times(2).respond(501);
		SimulatedConversation another = this.simulator.agent(this.agent.id()).newConversation("Brand New");
		another.receives("One");
		another.receives("Two");
		assertThat(browser.rows("Brand New")).containsText("Two");
		assertThat(browser.rows("Brand New").locator(".count")).hasText("2 unread");
		another.delete();
	}

	@Test
	void whatIsReadInOneBrowserIsReadInAll(InboxBrowser browser) {
		browser.signIn();
		this.conversation.receives("Read me");
		assertThat(browser.rows("Zoe Test")).containsText("2 unread");
		assertThat(browser.page()).hasTitle(Pattern.compile("\\(\\d+\\) Inbox · Support inbox"));
		Page another = browser.page().context().newPage();
		another.navigate(browser.page().url() + "conversations/" + this.conversation.id());
		assertThat(browser.rows("Zoe Test")).hasClass("row");
		assertThat(browser.rows("Zoe Test").locator(".count")).isHidden();
	}

	@Test
	void tellsScreenReadersOfMessages(InboxBrowser browser) {
		browser.signIn();
		assertThat(browser.rows("Zoe Test")).hasClass("row unread");
		this.conversation.receives("Read me");
		Locator announcer = browser.page().locator("#announcer[role=status][aria-live=polite]");
		assertThat(announcer).hasText("New message from Zoe Test");
		browser.openConversation(this.conversation.id());
		this.conversation.receives("Read me too");
		assertThat(browser.page().locator("[role=log] li").getByText("Read me too")).isVisible();
		assertThat(announcer).isEmpty();
	}

	@Test
	void showsHostileTextAsText(InboxBrowser browser) {
		String hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)> ${7*7} "
				+ "[[${7*7}]] </textarea></p>";
		SimulatedConversation attack = this.simulator.agent(this.agent.id())
			.newConversation("<b onmouseover=alert(4)>Eve</b>");
		browser.signIn();
		attack.receives(hostile);
		assertThat(browser.rows("Eve").locator(".preview")).hasText(hostile);
		assertThat(browser.rows("Eve").locator(".name")).hasText("<b onmouseover=alert(4)>Eve</b>");
		browser.rows("Eve").locator("a").click();
		assertThat(browser.messages("alert").locator(".text")).hasText(hostile);
		attack.receives("Live: " + hostile);
		assertThat(browser.messages("Live:").locator(".text")).hasText("Live: " + hostile);
		assertThat(browser.page().locator("main img, main script, main b[onmouseover]")).hasCount(0);
		assertThat(browser.complaints()).isEmpty();
		attack.delete();
	}

	@Test
	void takesNoLineOfMessageForAnEvent(InboxBrowser browser) {
		browser.signIn();
		browser.openConversation(this.conversation.id());
		this.conversation.receives("One\r\revent: status\rdata: <p id=banner>FORGED</p>\r\rdata: Two");
		assertThat(browser.messages("Two")).hasCount(1);
		assertThat(browser.messages("Two")).containsText("FORGED");
		assertThat(browser.page().locator("#banner")).isEmpty();
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void watchesTestCallToItsEnd(InboxBrowser browser) {
		browser.signIn();
		browser.open("/calls");
		browser.page().getByLabel("Telephone number").fill("+44 7700 900461");
		SimulatedCall call = ringWithoutHaste(browser);
		Locator state = browser.page().locator(".way [aria-current]");
		assertThat(state).hasText("Queued");
		call.moveOn();
		assertThat(state).hasText("Ringing");
		call.moveOn();
		assertThat(state).hasText("Answered");
		assertThat(browser.page().locator(".transcript")).containsText("Good afternoon, this is Pia.");
		call.moveOn();
		assertThat(state).hasText("Ended");
		assertThat(browser.page().locator(".transcript")).containsText("Thank you, good bye.");
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void drawsMessagesPerMinuteAsTheyCome(InboxBrowser browser) {
		browser.signIn();
		Locator total = browser.page().locator("#pulse figcaption b");
		assertThat(total).not().hasText("0");
		int before = Integer.parseInt(total.textContent());
		this.conversation.receives("Count me");
		assertThat(browser.rows("Count me")).hasCount(1);
		assertThat(total).not().hasText(String.valueOf(before));
		assertThat(browser.page().locator("#pulse dd").nth(1)).not().hasText("–");
	}

	// A state that lasts for seconds only may come and go between two looks of the page.
	private SimulatedCall ringWithoutHaste(InboxBrowser browser) {
		Duration usual = this.simulator.settings().callStepInterval();
		this.simulator.settings().callStepInterval(Duration.ofDays(1));
		try {
			browser.button("Call").click();
			assertThat(browser.page().locator("h1")).hasText("Call to +447700900461");
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
