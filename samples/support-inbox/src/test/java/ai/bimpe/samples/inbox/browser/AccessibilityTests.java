package ai.bimpe.samples.inbox.browser;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
@Tag("appearance")
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
	void nobodyIsKeptOut(ColorScheme colours, int width, int height, Desk desk) {
		desk.changeTo(new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(colours));
		desk.open("/login");
		check(desk, "login");
		desk.signIn("wrong");
		assertThat(desk.page().getByText("That is not the user name and its password.")).isVisible();
		check(desk, "login that failed");
		desk.signIn(BrowserTest.PASSWORD);
		assertThat(desk.rows("Zoe Test")).hasClass("row unread");
		check(desk, "list");
		desk.open("/?search=nobody");
		check(desk, "empty list");
		desk.openConversation(this.conversation.id());
		desk.page().getByLabel("Your reply").fill("A person is with you.");
		desk.button("Send").click();
		assertThat(desk.page().locator(".notice")).isVisible();
		this.conversation.receives("Thank you");
		assertThat(desk.messages("Thank you")).hasCount(1);
		check(desk, "conversation");
		desk.button("Pause AI").click();
		assertThat(desk.button("Resume AI")).isVisible();
		this.simulator.on("sendMessage").respond(501);
		desk.page().getByLabel("Your reply").fill("This cannot be sent.");
		desk.button("Send").click();
		assertThat(desk.page().locator(".problem")).isVisible();
		check(desk, "reply that failed");
		desk.open("/agent");
		check(desk, "agent");
		desk.open("/calls");
		check(desk, "calls");
		desk.page().getByLabel("Telephone number").fill("+44 7700 900461");
		desk.button("Call").click();
		assertThat(desk.page().locator(".transcript")).containsText("Good afternoon, this is Pia.");
		check(desk, "call");
		desk.openConversation("nothing");
		check(desk, "error of the API");
		desk.open("/nowhere");
		check(desk, "error of the inbox");
	}

	@ParameterizedTest
	@CsvSource({ "LIGHT", "DARK" })
	void bannersKeepNobodyOut(ColorScheme colours, Desk desk) {
		desk.changeTo(new Browser.NewContextOptions().setColorScheme(colours));
		desk.signIn();
		desk.page().route("**/updates*", Route::abort);
		desk.openConversation(this.conversation.id());
		assertThat(desk.page().getByText("Your browser has lost the inbox")).isVisible();
		check(desk, "browser without inbox");
		desk.page().unroute("**/updates*");
		this.simulator.on("issueStreamTicket").respond(503);
		this.simulator.on("listConversations").respond(503);
		this.simulator.dropStreams();
		assertThat(desk.page().getByText("The connection to BimpeAI is lost")).isVisible();
		check(desk, "inbox without stream");
	}

	@Test
	void violationsAreFound(Desk desk) {
		desk.open("/login");
		Page page = desk.page();
		page.evaluate("() => document.querySelector('label[for=password]').remove()");
		assertThat(Accessibility.violations(page)).singleElement()
			.asString()
			.startsWith("label: <input id=\"password\"");
	}

	private static void check(Desk desk, String page) {
		// What is to be seen may come before the style sheet.
		desk.page().waitForLoadState();
		assertThat(Accessibility.violations(desk.page())).as(page).isEmpty();
		assertThat(Accessibility.isTooWide(desk.page())).as(page + " must be scrolled sideways").isFalse();
	}

}
