package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.StreamDisconnectedEvent;
import ai.bimpe.spring.stream.StreamFailedEvent;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

/**
 * A simulator with one conversation, an application that follows it as
 * {@code front-desk}, and a listener whose behaviour a test can change.
 */
final class Desk implements AutoCloseable {

	static final Duration SOON = Duration.ofSeconds(30);

	final Simulator simulator = Simulator.builder().answering(false).start();

	final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	final Listener listener = new Listener();

	ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
			.withBean(Listener.class, () -> this.listener)
			.withPropertyValues("bimpeai.api-key=" + this.simulator.apiKey(),
					"bimpeai.base-url=" + this.simulator.baseUrl(), "bimpeai.retry.initial-delay=1ms",
					"bimpeai.retry.max-delay=5ms");
	}

	ApplicationContextRunner frontDesk(String... properties) {
		return runner()
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + this.conversation.agentId(),
					"bimpeai.streams.front-desk.conversation-id=" + this.conversation.id(),
					"bimpeai.streams.front-desk.delivery.initial-delay=1ms")
			.withPropertyValues(properties);
	}

	void awaitLive() {
		this.simulator.awaitOpenStreams(1, SOON);
	}

	void receives(String... texts) {
		for (String text : texts) {
			this.conversation.receives(text);
		}
	}

	static ManagedStream stream(ApplicationContext context) {
		return context.getBean(BimpeAIStreams.class).find("front-desk").orElseThrow();
	}

	@Override
	public void close() {
		this.simulator.close();
	}

	/**
	 * Keeps what was published, and does with messages what the test wants.
	 */
	static class Listener {

		final List<Object> events = new CopyOnWriteArrayList<>();

		final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

		volatile Consumer<MessageReceivedEvent> onMessage = (event) -> {
		};

		volatile Consumer<MessageDeliveryFailedEvent> onFailure = (event) -> {
		};

		@EventListener
		void on(MessageReceivedEvent event) {
			this.onMessage.accept(event);
			this.events.add(event);
			this.texts.add(String.valueOf(event.message().message()));
		}

		@EventListener
		void on(MessageDeliveryFailedEvent event) {
			this.events.add(event);
			this.onFailure.accept(event);
		}

		@EventListener({ StreamConnectedEvent.class, StreamDisconnectedEvent.class, StreamFailedEvent.class,
				StreamOwnershipChangedEvent.class })
		void on(Object event) {
			this.events.add(event);
		}

		String next() {
			try {
				@Nullable String text = this.texts.poll(SOON.toSeconds(), TimeUnit.SECONDS);
				return Objects.requireNonNull(text, "No message in time");
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		<T> List<T> all(Class<T> type) {
			return this.events.stream().filter(type::isInstance).map(type::cast).toList();
		}

	}

}
