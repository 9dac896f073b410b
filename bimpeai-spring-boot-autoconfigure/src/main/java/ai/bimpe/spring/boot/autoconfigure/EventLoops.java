package ai.bimpe.spring.boot.autoconfigure;

import java.io.Closeable;
import java.time.Duration;
import java.util.IdentityHashMap;

import io.netty.resolver.AddressResolverGroup;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

import org.springframework.util.Assert;

/**
 * Threads that serve all connections of the clients of one application context, and the
 * name resolvers on them. The ones of Reactor Netty belong to the whole JVM, and Boot
 * disposes them when any of its application contexts is closed. Thread-safe.
 */
final class EventLoops implements Closeable {

	private static final String THREAD_NAME_PREFIX = "bimpeai-http";

	private static final NameResolverProvider DEFAULT_PROVIDER = NameResolverProvider.builder().build();

	/** How long a task of the application may keep a thread from ending. */
	private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

	/** Providers that differ in what they do can be equal. */
	private final IdentityHashMap<NameResolverProvider, AddressResolverGroup<?>> resolvers = new IdentityHashMap<>();

	private @Nullable LoopResources loops;

	private boolean closed;

	/**
	 * Serve the connections of a client by these threads, unless the application has
	 * given it some of its own.
	 * @param client the client
	 * @return the client that uses the threads
	 */
	HttpClient serve(HttpClient client) {
		HttpClientConfig config = client.configuration();
		LoopResources given = config.loopResources();
		if (given instanceof HttpResources) {
			return withResolver(client, resolver(config)).runOn(loops());
		}
		// The loops of clients keep a new connection on the thread that asks for it: all
		// that a burst opens would share one. Those of servers are the same threads.
		return withResolver(client, config.resolver()).runOn((useNative) -> given.onServer(useNative));
	}

	// Without a resolver of its own, a client makes one for each set of loops, which
	// Reactor Netty keeps for as long as the JVM runs.
	private static HttpClient withResolver(HttpClient client, @Nullable AddressResolverGroup<?> resolver) {
		return (resolver != null) ? client.resolver(resolver) : client;
	}

	private synchronized AddressResolverGroup<?> resolver(HttpClientConfig config) {
		NameResolverProvider provider = config.getNameResolverProvider();
		AddressResolverGroup<?> resolver = config.resolver();
		if (provider == null && resolver != null) {
			return resolver;
		}
		return this.resolvers.computeIfAbsent((provider != null) ? provider : DEFAULT_PROVIDER,
				(missing) -> missing.newNameResolverGroup(loops(), LoopResources.DEFAULT_NATIVE));
	}

	private synchronized LoopResources loops() {
		Assert.state(!this.closed, "The application context is closed");
		if (this.loops == null) {
			this.loops = LoopResources.create(THREAD_NAME_PREFIX, LoopResources.DEFAULT_IO_SELECT_COUNT,
					LoopResources.DEFAULT_IO_WORKER_COUNT, true, false);
		}
		return this.loops;
	}

	/**
	 * End the threads. All clients are closed by then, so there is nothing that a quiet
	 * period could wait for.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		this.resolvers.values().forEach(AddressResolverGroup::close);
		if (this.loops != null) {
			Mono<Void> end = this.loops.disposeLater(Duration.ZERO, SHUTDOWN_TIMEOUT).onErrorComplete();
			if (Schedulers.isInNonBlockingThread()) {
				Disposable unused = end.subscribe();
			}
			else {
				end.block();
			}
		}
	}

}
