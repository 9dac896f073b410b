package ai.bimpe.spring.stream.internal.invocation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.listener.MessageListenerMethodFactory;
import ai.bimpe.spring.stream.support.VirtualTime;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * An application context with listeners, and messages for them.
 */
final class ListenerContext implements AutoCloseable {

	static final StreamSpec SPEC = StreamSpec.of("front-desk", "agt_1", "cnv_1");

	final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	final VirtualTime time = new VirtualTime();

	final List<Throwable> failedAfterCommit = new CopyOnWriteArrayList<>();

	final ApplicationMessageListeners listeners = listeners(false);

	ListenerContext(Class<?>... beans) {
		this(true, beans);
	}

	ListenerContext(boolean factory, Class<?>... beans) {
		if (factory) {
			this.context.register(MessageListenerMethodFactory.class);
		}
		if (beans.length > 0) {
			this.context.register(beans);
		}
		this.context.refresh();
	}

	ApplicationMessageListeners listeners(boolean exceptionMessages) {
		return new ApplicationMessageListeners(this.context, this.time.source(), exceptionMessages,
				(stream, failure) -> this.failedAfterCommit.add(failure));
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	CompletableFuture<Boolean> deliver() {
		return deliver(SPEC);
	}

	CompletableFuture<Boolean> deliver(StreamSpec spec) {
		return this.listeners.invoke(message(), spec);
	}

	static MessageReceivedEvent message() {
		return new MessageReceivedEvent("front-desk", "agt_1", "cnv_1",
				new StreamMessage("msg_1", "cnv_1", MessageRole.USER, "secret", "text", Instant.EPOCH, Map.of()));
	}

	static MessageDeliveryFailedEvent deadLetter() {
		return new MessageDeliveryFailedEvent("front-desk", "agt_1", "cnv_1", message().message(),
				new IllegalStateException("secret"), 3);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
