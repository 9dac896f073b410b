package ai.bimpe.samples.inbox.browser;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/**
 * A browser with the inbox, and what a person of the support team does in it.
 */
class InboxBrowser {

	/** Long enough for a machine that has much else to do. */
	static final int PATIENCE = 60_000;

	private final Browser browser;

	private final String address;

	private final List<String> complaints = new CopyOnWriteArrayList<>();

	private BrowserContext context;

	private Page page;

	InboxBrowser(Browser browser, String address) {
		this.browser = browser;
		this.address = address;
		this.context = browser.newContext();
		this.page = newPage();
	}

	Page page() {
		return this.page;
	}

	/**
	 * Look in another way.
	 * @param options size, colours and so on
	 */
	void changeTo(Browser.NewContextOptions options) {
		this.context.close();
		this.context = this.browser.newContext(options);
		this.page = newPage();
	}

	/**
	 * Return what the browser complained about: scripts that failed or were refused,
	 * things that are missing, dialogs.
	 * @return the complaints
	 */
	List<String> complaints() {
		return this.complaints;
	}

	void open(String path) {
		this.page.navigate(this.address + path);
	}

	void signIn() {
		open("/login");
		signIn(BrowserTest.PASSWORD);
		this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).waitFor();
	}

	void signIn(String password) {
		this.page.getByLabel("Password").fill(password);
		this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
	}

	void openConversation(String id) {
		open("/conversations/" + id);
	}

	/**
	 * Return the rows of the list.
	 * @param text a text in them
	 * @return the rows with the text
	 */
	Locator rows(String text) {
		return this.page.locator("#conversations .row").filter(new Locator.FilterOptions().setHasText(text));
	}

	/**
	 * Return the messages of the open conversation.
	 * @param text a text in them
	 * @return the messages with the text
	 */
	Locator messages(String text) {
		return this.page.locator("#messages .bubble").filter(new Locator.FilterOptions().setHasText(text));
	}

	Locator button(String name) {
		return this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	void close() {
		this.context.close();
	}

	private Page newPage() {
		this.context.setDefaultTimeout(PATIENCE);
		Page page = this.context.newPage();
		page.onConsoleMessage((message) -> {
			if (message.type().equals("error")) {
				this.complaints.add(message.text());
			}
		});
		page.onPageError(this.complaints::add);
		page.onDialog((dialog) -> {
			this.complaints.add("dialog: " + dialog.message());
			dialog.dismiss();
		});
		return page;
	}

}
