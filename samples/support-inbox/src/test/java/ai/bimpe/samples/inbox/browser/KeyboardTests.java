package ai.bimpe.samples.inbox.browser;

import java.util.ArrayList;
import java.util.List;

import ai.bimpe.samples.inbox.CurrentAgent;
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
	void goesFromTheLoginToReplyThatIsSent(Desk desk) {
		desk.open("/login");
		assertThat(desk.page().getByLabel("Password")).isFocused();
		type(desk, BrowserTest.PASSWORD);
		press(desk, "Enter");
		assertThat(desk.rows("Zoe Test")).hasClass("row unread");
		assertThat(tabs(desk, 11))
			.startsWith("Skip to the content", "Support inbox", "Inbox", "Calls", "Agent", "Sign out",
					"Search conversations", "All", "Needs a person", "AI paused")
			.last()
			.asString()
			.contains("Zoe Test")
			.doesNotContain("(not seen)");
		press(desk, "Enter");
		assertThat(desk.messages("Is anybody there?")).isVisible();
		assertThat(tabs(desk, 2)).containsExactly("Skip to the content", "Skip to the conversation");
		press(desk, "Enter");
		assertThat(tabs(desk, 3)).containsExactly("Pause AI", "Messages", "Your reply");
		type(desk, "Typed");
		press(desk, "Control+Enter");
		assertThat(desk.page().locator(".notice")).hasText("Your reply is sent.");
		assertThat(desk.messages("Typed")).hasCount(1);
		assertThat(desk.page().getByLabel("Your reply")).isFocused();
		assertThat(tabs(desk, 1)).containsExactly("Send");
	}

	@Test
	void startsTestCall(Desk desk) {
		desk.signIn();
		desk.open("/calls");
		assertThat(tabs(desk, 7)).endsWith("Sign out", "Telephone number");
		type(desk, "+44 7700 900461");
		press(desk, "Enter");
		assertThat(desk.page().locator("h1")).hasText("Call to +447700900461");
		assertThat(desk.page().locator("main")).isFocused();
		assertThat(desk.page()).hasTitle("Call to +447700900461 · Support inbox");
	}

	@Test
	void staysOnConversationThatMovesUp(Desk desk) {
		desk.signIn();
		assertThat(desk.rows("Zoe Test")).hasClass("row unread");
		SimulatedConversation another = this.simulator.agent(this.agent.id()).newConversation("Brand New");
		another.receives("Hello for the first time");
		assertThat(desk.page().locator("#conversations .row").first()).containsText("Brand New");
		Locator link = desk.rows("Zoe Test").locator("a");
		link.focus();
		this.conversation.receives("To the top");
		assertThat(desk.page().locator("#conversations .row").first()).containsText("To the top");
		assertThat(link).isFocused();
		this.conversation.receives("At the top");
		assertThat(desk.page().locator("#conversations .row").first()).containsText("At the top");
		assertThat(link).isFocused();
		another.delete();
	}

	private static void type(Desk desk, String text) {
		desk.page().keyboard().type(text);
	}

	private static void press(Desk desk, String key) {
		desk.page().keyboard().press(key);
	}

	private static List<String> tabs(Desk desk, int count) {
		List<String> names = new ArrayList<>();
		// Without its style sheet a page shows the focus in another way.
		desk.page().waitForLoadState();
		for (int i = 0; i < count; i++) {
			press(desk, "Tab");
			names.add((String) desk.page().evaluate(FOCUS));
		}
		return names;
	}

}
