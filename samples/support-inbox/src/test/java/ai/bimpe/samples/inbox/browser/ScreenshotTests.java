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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes the pictures of the documentation. They are written into {@code target}, and with
 * {@code -Dbimpeai.docs.write=true} into {@code docs/images}.
 */
@BrowserTest
@Tag("appearance")
class ScreenshotTests {

	private static final int LARGEST = 100_000;

	@Autowired
	private BimpeAI bimpeai;

	@Test
	void inboxInLight(Desk desk) throws IOException {
		look(desk, 1080, 660, ColorScheme.LIGHT);
		desk.openConversation(conversationOf("Tomi Adeyemi"));
		desk.page().getByLabel("Your reply").fill("Gladly! Write to me here if the driver does not find it.");
		desk.button("Send").click();
		assertThat(desk.page().locator("#messages .team")).hasCount(1);
		assertThat(desk.page().locator("#pulse dd").nth(1)).not().hasText("–");
		shoot(desk, "inbox-light");
	}

	@Test
	void inboxInDark(Desk desk) throws IOException {
		look(desk, 1080, 660, ColorScheme.DARK);
		desk.openConversation(conversationOf("Noor Haddad"));
		shoot(desk, "inbox-dark");
	}

	@Test
	void listOnPhone(Desk desk) throws IOException {
		look(desk, 390, 760, ColorScheme.LIGHT);
		shoot(desk, "inbox-phone-list");
	}

	@Test
	void conversationOnPhone(Desk desk) throws IOException {
		look(desk, 390, 760, ColorScheme.DARK);
		desk.openConversation(conversationOf("Tomi Adeyemi"));
		shoot(desk, "inbox-phone-conversation");
	}

	@Test
	void agent(Desk desk) throws IOException {
		look(desk, 1080, 660, ColorScheme.LIGHT);
		desk.open("/agent");
		shoot(desk, "inbox-agent");
	}

	@Test
	void call(Desk desk) throws IOException {
		look(desk, 1080, 660, ColorScheme.LIGHT);
		desk.open("/calls");
		desk.page().getByLabel("Telephone number").fill("+44 7700 900461");
		desk.button("Call").click();
		assertThat(desk.page().locator("#call")).containsText("Thank you, good bye.");
		shoot(desk, "inbox-call");
	}

	private void look(Desk desk, int width, int height, ColorScheme colours) {
		desk.changeTo(new Browser.NewContextOptions().setViewportSize(width, height)
			.setColorScheme(colours)
			.setReducedMotion(ReducedMotion.REDUCE));
		desk.signIn();
		assertThat(desk.page().locator("#light")).hasText("Message stream: Live");
		// The messages of the last half hour are all there.
		assertThat(desk.page().locator("#pulse figcaption b")).not().hasText("0");
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

	private static void shoot(Desk desk, String name) throws IOException {
		boolean write = Boolean.getBoolean("bimpeai.docs.write");
		Path folder = write ? Path.of("../../docs/images") : Path.of("target/screenshots");
		Path file = Files.createDirectories(folder).resolve(name + ".png");
		byte[] png = Picture.small(desk.page().screenshot());
		Files.write(file, png);
		assertThat(png).hasSizeLessThan(LARGEST);
		assertThat(desk.complaints()).isEmpty();
	}

}
