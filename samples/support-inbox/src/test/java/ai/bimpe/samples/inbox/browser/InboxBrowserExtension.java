package ai.bimpe.samples.inbox.browser;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Gives each test a {@link InboxBrowser} of its own, and one browser to all.
 */
class InboxBrowserExtension implements ParameterResolver, AfterEachCallback {

	private static final Namespace NAMESPACE = Namespace.create(InboxBrowserExtension.class);

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == InboxBrowser.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		ApplicationContext application = SpringExtension.getApplicationContext(context);
		String port = application.getEnvironment().getRequiredProperty("local.server.port");
		Chromium chromium = context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(Chromium.class, (key) -> new Chromium(), Chromium.class);
		PlaywrightAssertions.setDefaultAssertionTimeout(InboxBrowser.PATIENCE);
		InboxBrowser browser = new InboxBrowser(chromium.browser(), "http://localhost:" + port);
		context.getStore(NAMESPACE).put(InboxBrowser.class, browser);
		return browser;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		InboxBrowser browser = context.getStore(NAMESPACE).remove(InboxBrowser.class, InboxBrowser.class);
		if (browser != null) {
			browser.close();
		}
	}

}
