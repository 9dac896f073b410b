package ai.bimpe.samples.inbox.browser;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that nobody is kept out: every page, with live content, in light and dark, on a
 * desk and on a phone.
 */
@BrowserTest
class AccessibilityTests {

	@Autowired
	private Simulator simulator;

	private SimulatedConversation conversation;

	@BeforeEach
	void startConversation(SimulatedConversation conversation) {
		this.conversation = conversation;
		conversation.receives("Could somebody of your staff ring me back, please?");
	}

	@ParameterizedTest
	@CsvSource({ "LIGHT, 1280, 800", "DARK, 1280, 800", "LIGHT, 390, 760", "DARK, 390, 760", "LIGHT, 320, 640" })
	void nobodyIsKeptOut(ColorScheme colours, int width, int height, InboxBrowser browser) {
		browser.changeTo(new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(colours));
		browser.open("/login");
		check(browser, "login");
		browser.signIn("wrong");
		assertThat(browser.page().getByText("That is not the user name and its password.")).isVisible();
		check(browser, "login that failed");
		browser.signIn(BrowserTest.PASSWORD);
		assertThat(browser.rows("Zoe Test")).hasClass("row unread");
		check(browser, "list");
		browser.open("/?search=nobody");
		check(browser, "empty list");
		browser.openConversation(this.conversation.id());
		browser.page().getByLabel("Your reply").fill("A person is with you.");
		browser.button("Send").click();
		assertThat(browser.page().locator(".notice")).isVisible();
		this.conversation.receives("Thank you");
		assertThat(browser.messages("Thank you")).hasCount(1);
		check(browser, "conversation");
		browser.button("Pause AI").click();
		assertThat(browser.button("Resume AI")).isVisible();
		this.simulator.on("sendMessage").respond(501);
		browser.page().getByLabel("Your reply").fill("This cannot be sent.");
		browser.button("Send").click();
		assertThat(browser.page().locator(".problem")).isVisible();
		check(browser, "reply that failed");
		browser.open("/agent");
		check(browser, "agent");
		browser.open("/calls");
		check(browser, "calls");
		browser.page().getByLabel("Telephone number").fill("+44 7700 900461");
		browser.button("Call").click();
		assertThat(browser.page().locator(".transcript")).containsText("Good afternoon, this is Pia.");
		check(browser, "call");
		browser.openConversation("nothing");
		check(browser, "error of the API");
		browser.open("/nowhere");
		check(browser, "error of the inbox");
	}

	@ParameterizedTest
	@CsvSource({ "LIGHT", "DARK" })
	void bannersKeepNobodyOut(ColorScheme colours, InboxBrowser browser) {
		browser.changeTo(new Browser.NewContextOptions().setColorScheme(colours));
		browser.signIn();
		browser.page().route("**/updates*", Route::abort);
		browser.openConversation(this.conversation.id());
		assertThat(browser.page().getByText("Your browser has lost the inbox")).isVisible();
		check(browser, "browser without inbox");
		browser.page().unroute("**/updates*");
		this.simulator.on("issueStreamTicket").respond(503);
		this.simulator.on("listConversations").respond(503);
		this.simulator.dropStreams();
		assertThat(browser.page().getByText("The connection to BimpeAI is lost")).isVisible();
		check(browser, "inbox without stream");
	}

	@Test
	void violationsAreFound(InboxBrowser browser) {
		browser.open("/login");
		Page page = browser.page();
		page.evaluate("() => document.querySelector('label[for=password]').remove()");
		assertThat(Accessibility.violations(page)).singleElement()
			.asString()
			.startsWith("label: <input id=\"password\"");
	}

	private static void check(InboxBrowser browser, String page) {
		// What is to be seen may come before the style sheet.
		browser.page().waitForLoadState();
		assertThat(Accessibility.violations(browser.page())).as(page).isEmpty();
		assertThat(Accessibility.isTooWide(browser.page())).as(page + " must be scrolled sideways").isFalse();
	}

}
