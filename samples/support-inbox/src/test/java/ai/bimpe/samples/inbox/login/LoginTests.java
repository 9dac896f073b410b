package ai.bimpe.samples.inbox.login;

import ai.bimpe.samples.inbox.InboxTest;
import ai.bimpe.samples.inbox.config.InboxProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.test.context.support.WithAnonymousUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Tests for the login.
 */
@InboxTest
class LoginTests {

	@Autowired
	private MockMvcTester web;

	@Test
	@WithAnonymousUser
	void letsNobodyInWithoutPassword() {
		for (String path : new String[] { "/", "/conversations/x", "/calls", "/agent", "/updates?after=x" }) {
			assertThat(this.web.get().uri(path).accept(MediaType.TEXT_HTML)).hasRedirectedUrl("/login");
			assertThat(this.web.get().uri(path).accept(MediaType.TEXT_EVENT_STREAM)).hasStatus(HttpStatus.UNAUTHORIZED);
		}
		assertThat(this.web.get().uri("/login")).hasStatusOk();
		assertThat(this.web.get().uri("/assets/inbox.css")).hasStatusOk();
	}

	@Test
	@WithAnonymousUser
	void keepsTheEndpointOfTheStreamsFromWhoIsNotSignedIn() {
		assertThat(this.web.get().uri("/actuator/bimpeai").accept(MediaType.TEXT_HTML)).hasRedirectedUrl("/login");
		assertThat(this.web.get().uri("/actuator/bimpeai").accept(MediaType.APPLICATION_JSON))
			.hasStatus(HttpStatus.UNAUTHORIZED);
		assertThat(this.web.post().uri("/actuator/bimpeai/inbox/pause").with(csrf()).accept(MediaType.APPLICATION_JSON))
			.hasStatus(HttpStatus.UNAUTHORIZED);
	}

	@Test
	void showsTheEndpointOfTheStreamsToWhoIsSignedIn() {
		assertThat(this.web.get().uri("/actuator/bimpeai")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.streams")
			.isNotNull();
	}

	@Test
	@WithAnonymousUser
	void tellsScriptThatItMustSignIn() {
		assertThat(this.web.get().uri("/").header("X-Requested-With", "XMLHttpRequest"))
			.hasStatus(HttpStatus.UNAUTHORIZED);
	}

	@Test
	@WithAnonymousUser
	void takesTheRightPasswordOnly() {
		assertThat(signIn("password-of-the-tests")).hasRedirectedUrl("/");
		assertThat(signIn("another")).hasRedirectedUrl("/login?error");
	}

	@Test
	void changesNothingWithoutTokenOfThePage() {
		assertThat(this.web.post().uri("/conversations/x/ai").param("paused", "true")).hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	void allowsNothingThatIsNotOfThisApplication() {
		MvcTestResult answer = this.web.get().uri("/").exchange();
		assertThat(answer.getResponse().getHeader("Content-Security-Policy")).startsWith("default-src 'none'; ")
			.contains("script-src 'self';", "frame-ancestors 'none'")
			.doesNotContain("unsafe");
		assertThat(answer).bodyText().doesNotContain(" style=", " onclick=", "<style", "<script>", "src=\"http");
	}

	@Test
	void makesNewPasswordForEachStart() {
		LoginCredentials one = new LoginCredentials(new InboxProperties(null, ""));
		LoginCredentials another = new LoginCredentials(new InboxProperties(null, null));
		assertThat(one.password()).hasSize(16).isNotEqualTo(another.password());
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void printsNewPasswordButNoneThatWasSet(CapturedOutput output) {
		WebServerInitializedEvent event = mock();
		given(event.getWebServer()).willReturn(mock());
		LoginCredentials doorkeeper = new LoginCredentials(new InboxProperties(null, null));
		doorkeeper.on(event);
		assertThat(output).containsOnlyOnce(doorkeeper.password());
		new LoginCredentials(new InboxProperties(null, "a-secret-of-mine")).on(event);
		assertThat(output).contains("with the password that you have set").doesNotContain("a-secret-of-mine");
	}

	private MvcTestResult signIn(String password) {
		return this.web.post()
			.uri("/login")
			.param("username", "support")
			.param("password", password)
			.with(csrf())
			.exchange();
	}

}
