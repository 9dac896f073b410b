package ai.bimpe.samples.inbox.browser;

import java.util.ArrayList;
import java.util.List;

import ai.bimpe.samples.inbox.agent.CurrentAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the inbox can be used with nothing but a keyboard.
 */
@BrowserTest
class KeyboardTests {

	private static final String FOCUS = """
			() => {
				const focus = document.activeElement;
				const style = getComputedStyle(focus);
				const place = focus.getBoundingClientRect();
				const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
					&& place.top >= 0 && place.bottom <= innerHeight;
				const name = focus.ariaLabel ?? focus.labels?.[0]?.textContent ?? focus.textContent;
				return name.trim().replace(/\\s+/g, ' ') + (seen ? '' : ' (not seen)');
			}""";

	@Autowired
	private Simulator simulator;

	@Autowired
	private CurrentAgent agent;

	private SimulatedConversation conversation;

	@BeforeEach
	void startConversation(SimulatedConversation conversation) {
		this.conversation = conversation;
		conversation.receives("Is anybody there?");
	}

	@Test
	void goesFromTheLoginToReplyThatIsSent(InboxBrowser browser) {
		browser.open("/login");
		assertThat(browser.page().getByLabel("Password")).isFocused();
		type(browser, BrowserTest.PASSWORD);
		press(browser, "Enter");
		assertThat(browser.rows("Zoe Test")).hasClass("row unread");
		assertThat(tabs(browser, 11))
			.startsWith("Skip to the content", "Support inbox", "Inbox", "Calls", "Agent", "Sign out",
					"Search conversations", "All", "Needs a person", "AI paused")
			.last()
			.asString()
			.contains("Zoe Test")
			.doesNotContain("(not seen)");
		press(browser, "Enter");
		assertThat(browser.messages("Is anybody there?")).isVisible();
		assertThat(tabs(browser, 2)).containsExactly("Skip to the content", "Skip to the conversation");
		press(browser, "Enter");
		assertThat(tabs(browser, 3)).containsExactly("Pause AI", "Messages", "Your reply");
		type(browser, "Typed");
		press(browser, "Control+Enter");
		assertThat(browser.page().locator(".notice")).hasText("Your reply is sent.");
		assertThat(browser.messages("Typed")).hasCount(1);
		assertThat(browser.page().getByLabel("Your reply")).isFocused();
		assertThat(tabs(browser, 1)).containsExactly("Send");
	}

	@Test
	void startsTestCall(InboxBrowser browser) {
		browser.signIn();
		browser.open("/calls");
		assertThat(tabs(browser, 7)).endsWith("Sign out", "Telephone number");
		type(browser, "+44 7700 900461");
		press(browser, "Enter");
		assertThat(browser.page().locator("h1")).hasText("Call to +447700900461");
		assertThat(browser.page().locator("main")).isFocused();
		assertThat(browser.page()).hasTitle("Call to +447700900461 · Support inbox");
	}

	@Test
	void staysOnConversationThatMovesUp(InboxBrowser browser) {
		browser.signIn();
		assertThat(browser.rows("Zoe Test")).hasClass("row unread");
		SimulatedConversation another = this.simulator.agent(this.agent.id()).newConversation("Brand New");
		another.receives("Hello for the first time");
		assertThat(browser.page().locator("#conversations .row").first()).containsText("Brand New");
		Locator link = browser.rows("Zoe Test").locator("a");
		link.focus();
		this.conversation.receives("To the top");
		assertThat(browser.page().locator("#conversations .row").first()).containsText("To the top");
		assertThat(link).isFocused();
		this.conversation.receives("At the top");
		assertThat(browser.page().locator("#conversations .row").first()).containsText("At the top");
		assertThat(link).isFocused();
		another.delete();
	}

	private static void type(InboxBrowser browser, String text) {
		browser.page().keyboard().type(text);
	}

	private static void press(InboxBrowser browser, String key) {
		browser.page().keyboard().press(key);
	}

	private static List<String> tabs(InboxBrowser browser, int count) {
		List<String> names = new ArrayList<>();
		// Without its style sheet a page shows the focus in another way.
		browser.page().waitForLoadState();
		for (int i = 0; i < count; i++) {
			press(browser, "Tab");
			names.add((String) browser.page().evaluate(FOCUS));
		}
		return names;
	}

}
