package ai.bimpe.samples.inbox.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.core.ListQuery;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes the pictures of the documentation. They are written into {@code target}, and with
 * {@code -Dbimpeai.docs.write=true} into {@code docs/images}.
 */
@BrowserTest
class ScreenshotTests {

	private static final int LARGEST = 100_000;

	@Autowired
	private BimpeAI bimpeai;

	@Test
	void inboxInLight(InboxBrowser browser) throws IOException {
		look(browser, 1080, 660, ColorScheme.LIGHT);
		browser.openConversation(conversationOf("Tomi Adeyemi"));
		browser.page().getByLabel("Your reply").fill("Gladly! Write to me here if the driver does not find it.");
		browser.button("Send").click();
		assertThat(browser.page().locator("#messages .team")).hasCount(1);
		assertThat(browser.page().locator("#pulse dd").nth(1)).not().hasText("–");
		shoot(browser, "inbox-light");
	}

	@Test
	void inboxInDark(InboxBrowser browser) throws IOException {
		look(browser, 1080, 660, ColorScheme.DARK);
		browser.openConversation(conversationOf("Noor Haddad"));
		shoot(browser, "inbox-dark");
	}

	@Test
	void listOnPhone(InboxBrowser browser) throws IOException {
		look(browser, 390, 760, ColorScheme.LIGHT);
		shoot(browser, "inbox-phone-list");
	}

	@Test
	void conversationOnPhone(InboxBrowser browser) throws IOException {
		look(browser, 390, 760, ColorScheme.DARK);
		browser.openConversation(conversationOf("Tomi Adeyemi"));
		shoot(browser, "inbox-phone-conversation");
	}

	@Test
	void agent(InboxBrowser browser) throws IOException {
		look(browser, 1080, 660, ColorScheme.LIGHT);
		browser.open("/agent");
		shoot(browser, "inbox-agent");
	}

	@Test
	void call(InboxBrowser browser) throws IOException {
		look(browser, 1080, 660, ColorScheme.LIGHT);
		browser.open("/calls");
		browser.page().getByLabel("Telephone number").fill("+44 7700 900461");
		browser.button("Call").click();
		assertThat(browser.page().locator("#call")).containsText("Thank you, good bye.");
		shoot(browser, "inbox-call");
	}

	private void look(InboxBrowser browser, int width, int height, ColorScheme colours) {
		browser.changeTo(new Browser.NewContextOptions().setViewportSize(width, height)
			.setColorScheme(colours)
			.setReducedMotion(ReducedMotion.REDUCE));
		browser.signIn();
		assertThat(browser.page().locator("#light")).hasText("Message stream: Live");
		// The messages of the last half hour are all there.
		assertThat(browser.page().locator("#pulse figcaption b")).not().hasText("0");
	}

	private String conversationOf(String customer) {
		String agentId = this.bimpeai.agents().list(ListQuery.create()).data().get(0).id();
		return this.bimpeai.conversations()
			.list(agentId, ConversationQuery.create().search(customer))
			.stream()
			.map(Conversation::id)
			.findFirst()
			.orElseThrow();
	}

	private static void shoot(InboxBrowser browser, String name) throws IOException {
		boolean write = Boolean.getBoolean("bimpeai.docs.write");
		Path folder = write ? Path.of("../../docs/images") : Path.of("target/screenshots");
		Path file = Files.createDirectories(folder).resolve(name + ".png");
		byte[] png = ScreenshotCompressor.small(browser.page().screenshot());
		Files.write(file, png);
		assertThat(png).hasSizeLessThan(LARGEST);
		assertThat(browser.complaints()).isEmpty();
	}

}
