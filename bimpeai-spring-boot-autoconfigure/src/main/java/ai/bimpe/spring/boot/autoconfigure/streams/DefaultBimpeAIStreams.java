package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.conversations.StreamEvent;
import ai.bimpe.client.conversations.StreamOptions;
import ai.bimpe.client.errors.UserException;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Keeps the containers, and starts and stops them with the context. In the last phase:
 * everything that a listener may need has started before, and is stopped after.
 */
final class DefaultBimpeAIStreams implements BimpeAIStreams, SmartLifecycle, DisposableBean {

	private final ObjectProvider<ReactiveBimpeAI> client;

	private final ApplicationEventPublisher publisher;

	private final ObjectProvider<ManagedStreamListener> listeners;

	private final boolean virtualThreads;

	private final Map<String, StreamContainer> containers = new LinkedHashMap<>();

	private volatile boolean running;

	DefaultBimpeAIStreams(ObjectProvider<ReactiveBimpeAI> client, ApplicationEventPublisher publisher,
			ObjectProvider<ManagedStreamListener> listeners, boolean virtualThreads) {
		this.client = client;
		this.publisher = publisher;
		this.listeners = listeners;
		this.virtualThreads = virtualThreads;
	}

	@Override
	public ManagedStream subscribe(StreamSpec spec) {
		synchronized (this.containers) {
			if (this.containers.containsKey(spec.name())) {
				throw new UserException("There is a stream named '" + spec.name() + "' already: stop it first");
			}
			StreamContainer container = new StreamContainer(spec, this::source,
					new StreamDelivery(spec, this.publisher), () -> this.listeners.orderedStream().toList(),
					threads(spec.name()), this::remove);
			this.containers.put(spec.name(), container);
			if (this.running) {
				container.open();
			}
			return container;
		}
	}

	@Override
	public List<ManagedStream> all() {
		return List.copyOf(containers());
	}

	@Override
	public void start() {
		synchronized (this.containers) {
			this.running = true;
			this.containers.values().forEach(StreamContainer::open);
		}
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		CompletableFuture<?>[] closed;
		synchronized (this.containers) {
			this.running = false;
			closed = this.containers.values().stream().map(StreamContainer::close).toArray(CompletableFuture[]::new);
		}
		CompletableFuture<Void> unused = CompletableFuture.allOf(closed)
			.whenComplete((done, failure) -> callback.run());
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Interrupt listeners that are still at work when the time to stop is over.
	 */
	@Override
	public void destroy() {
		containers().forEach(StreamContainer::interrupt);
	}

	private Flux<StreamEvent> source(StreamSpec spec, StreamOptions options) {
		return this.client.getObject()
			.conversations()
			.messages()
			.stream(spec.agentId(), spec.conversationId(), options)
			.events();
	}

	private void remove(StreamContainer container) {
		synchronized (this.containers) {
			this.containers.remove(container.spec().name(), container);
		}
	}

	private List<StreamContainer> containers() {
		synchronized (this.containers) {
			return new ArrayList<>(this.containers.values());
		}
	}

	private ThreadFactory threads(String stream) {
		String prefix = "bimpeai-" + stream + "-";
		return this.virtualThreads ? new VirtualThreadTaskExecutor(prefix).getVirtualThreadFactory()
				: new CustomizableThreadFactory(prefix);
	}

}
