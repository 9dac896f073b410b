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
 * Gives each test a {@link Desk} of its own, and one browser to all.
 */
class DeskExtension implements ParameterResolver, AfterEachCallback {

	private static final Namespace NAMESPACE = Namespace.create(DeskExtension.class);

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Desk.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		ApplicationContext application = SpringExtension.getApplicationContext(context);
		String port = application.getEnvironment().getRequiredProperty("local.server.port");
		Chromium chromium = context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(Chromium.class, (key) -> new Chromium(), Chromium.class);
		PlaywrightAssertions.setDefaultAssertionTimeout(Desk.PATIENCE);
		Desk desk = new Desk(chromium.browser(), "http://localhost:" + port);
		context.getStore(NAMESPACE).put(Desk.class, desk);
		return desk;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Desk desk = context.getStore(NAMESPACE).remove(Desk.class, Desk.class);
		if (desk != null) {
			desk.close();
		}
	}

}
