package ai.bimpe.samples.inbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.security.test.context.support.WithMockUser;

/**
 * Runs the inbox on the embedded simulator, without a web server and with somebody who is
 * signed in. Nobody writes but the test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = { "inbox.demo.interval=1d", "inbox.password=password-of-the-tests" })
@AutoConfigureMockMvc
@WithMockUser("support")
@ExtendWith(ConversationExtension.class)
@Timeout(120)
public @interface InboxTest {

}
