package ai.bimpe.samples.inbox.login;

import java.security.SecureRandom;
import java.util.stream.Collectors;

import ai.bimpe.samples.inbox.config.InboxProperties;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * User name and password of the inbox. Prints a generated password once, at the start.
 */
@Component
class LoginCredentials {

	static final String USER = "support";

	// Nothing that looks like something else.
	private static final String CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789";

	private static final int LENGTH = 16;

	private final String password;

	private final boolean made;

	LoginCredentials(InboxProperties properties) {
		String configured = properties.password();
		this.made = !StringUtils.hasText(configured);
		this.password = (configured != null && !this.made) ? configured : random();
	}

	String password() {
		return this.password;
	}

	// Printed, not logged: it is for the person who has started the inbox, once.
	@EventListener
	void on(WebServerInitializedEvent event) {
		System.out.println("The inbox is at http://localhost:" + event.getWebServer().getPort());
		System.out.println("Sign in as " + USER
				+ (this.made ? " with the password " + this.password : " with the password that you have set"));
	}

	private static String random() {
		return new SecureRandom().ints(LENGTH, 0, CHARACTERS.length())
			.mapToObj((index) -> String.valueOf(CHARACTERS.charAt(index)))
			.collect(Collectors.joining());
	}

}
