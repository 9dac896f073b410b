package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.support.Postgres;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;

/**
 * One instance of an application in {@link ShardedAgentTests}, with a stream {@code all}.
 * It keeps what it receives.
 */
final class AgentInstance {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final List<MessageReceivedEvent> received = new CopyOnWriteArrayList<>();

	private final String stream;

	volatile Consumer<MessageReceivedEvent> onMessage = (event) -> {
	};

	volatile Consumer<String> onPut = (key) -> {
	};

	AgentInstance(String stream, String... properties) {
		this.stream = stream;
		JdbcMetadataStore store = new JdbcMetadataStore(Postgres.dataSource()) {

			@Override
			public void put(String key, String value) {
				AgentInstance.this.onPut.accept(key);
				super.put(key, value);
			}

		};
		TestPropertyValues.of(properties).applyTo(this.context);
		this.context.registerBean(ConcurrentMetadataStore.class, () -> store);
		this.context.registerBean(LockRegistry.class, Postgres::registry);
		this.context.registerBean(Listener.class, () -> new Listener(this));
		this.context.register(Application.class);
		this.context.refresh();
	}

	Set<Integer> shards() {
		return stream().ownedShards();
	}

	boolean isLive() {
		return stream().state() == StreamState.LIVE;
	}

	List<MessageReceivedEvent> received() {
		return this.received;
	}

	void close() {
		this.context.close();
	}

	private ManagedStream stream() {
		return this.context.getBean(BimpeAIStreams.class).find(this.stream).orElseThrow();
	}

	/** The listener of the application. */
	record Listener(AgentInstance instance) {

		@EventListener
		void on(MessageReceivedEvent event) {
			this.instance.onMessage.accept(event);
			this.instance.received.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
			BimpeAIClusterAutoConfiguration.class })
	static class Application {

	}

}
