package ai.bimpe.samples.quickstart;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamFailedEvent;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Prints the messages of the conversation, and waits for the answer of the agent.
 */
@Component
class ConversationListener {

	private final Set<String> heard = ConcurrentHashMap.newKeySet();

	private final CompletableFuture<StreamMessage> answer = new CompletableFuture<>();

	private final Duration patience;

	private final Printer printer;

	ConversationListener(@Value("${quickstart.patience}") Duration patience, Printer printer) {
		this.patience = patience;
		this.printer = printer;
	}

	@EventListener(condition = "#a0.stream == 'front-desk'")
	void on(MessageReceivedEvent event) {
		StreamMessage message = event.message();
		this.printer.step("   Heard from " + message.role() + ": " + message.message());
		if (message.id() != null) {
			this.heard.add(message.id());
		}
		if (MessageRole.ASSISTANT.equals(message.role())) {
			this.answer.complete(message);
		}
	}

	@EventListener
	void on(StreamFailedEvent event) {
		this.answer.completeExceptionally(event.cause());
	}

	void awaitDialogue(String questionId) {
		try {
			this.answer.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new StepFailedException("The agent did not answer within " + this.patience.toSeconds() + " seconds",
					"See in the console whether the agent is live and its AI is not paused, or wait longer with "
							+ "--quickstart.patience=60s.");
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StepFailedException("Interrupted while waiting for the answer", "Run it again.");
		}
		if (!this.heard.contains(questionId)) {
			throw new StepFailedException("The answer came, but the question did not",
					"Run it again, and report it when it happens again.");
		}
	}

}
