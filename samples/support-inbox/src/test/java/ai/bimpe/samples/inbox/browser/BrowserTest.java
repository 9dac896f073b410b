package ai.bimpe.samples.inbox.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import ai.bimpe.samples.inbox.ConversationExtension;
import ai.bimpe.samples.inbox.SupportInboxApplication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * Runs the whole inbox on the embedded simulator and looks at it with a browser. Nobody
 * writes but the test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(named = BrowserTest.SWITCH, matches = ".+",
		disabledReason = "Needs Chromium on the PATH " + "and a driver of nearly 200 MB: set the environment variable "
				+ BrowserTest.SWITCH + " to run it")
@SpringBootTest(classes = SupportInboxApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "inbox.password=" + BrowserTest.PASSWORD, "inbox.demo.interval=1d",
				"inbox.status-interval=500ms" })
@Tag("browser")
@ExtendWith({ InboxBrowserExtension.class, ConversationExtension.class })
@Timeout(180)
@interface BrowserTest {

	/** With this variable the tests must run: a missing browser is a failure. */
	String SWITCH = "BROWSER_TESTS";

	/** What the tests sign in with. */
	String PASSWORD = "password-of-the-tests";

}
