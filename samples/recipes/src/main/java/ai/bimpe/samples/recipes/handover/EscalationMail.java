package ai.bimpe.samples.recipes.handover;

import org.springframework.context.event.EventListener;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Tells the team by e-mail. The e-mail has the id of the conversation and a link and not
 * a word of the customer: those belong behind the login that the link leads to.
 */
@Component
class EscalationMail {

	private final JavaMailSender sender;

	private final HandoverProperties properties;

	EscalationMail(JavaMailSender sender, HandoverProperties properties) {
		this.sender = sender;
		this.properties = properties;
	}

	@EventListener
	void on(HandoverRequestedEvent event) {
		SimpleMailMessage mail = new SimpleMailMessage();
		mail.setFrom(this.properties.mailFrom());
		mail.setTo(this.properties.mailTo());
		mail.setSubject("A customer asks for a person");
		mail.setText("""
				The customer of conversation %s waits for you.
				The AI is paused until you let it go on:

				%s
				""".formatted(event.conversationId(), link(event.conversationId())));
		this.sender.send(mail);
	}

	private String link(String conversationId) {
		return UriComponentsBuilder.fromUriString(this.properties.link())
			.encode()
			.buildAndExpand(conversationId)
			.toUriString();
	}

}
