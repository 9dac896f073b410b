package ai.bimpe.client.internal.http;

import java.net.SocketAddress;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import reactor.netty.http.client.HttpClient;

/**
 * Resolves names as a client of Reactor Netty does by default, and goes on with the next
 * event loops when the ones that the JVM shares are disposed, as Spring Boot does with
 * them when an application context is closed. A client that is told its event loops keeps
 * the name resolver of the first ones. Thread-safe.
 */
final class DefaultResolverGroup extends AddressResolverGroup<SocketAddress> {

	static final DefaultResolverGroup INSTANCE = new DefaultResolverGroup();

	private final HttpClient client = HttpClient.create();

	private DefaultResolverGroup() {
	}

	// Asked once for each event loop.
	@Override
	@SuppressWarnings("unchecked")
	protected AddressResolver<SocketAddress> newResolver(EventExecutor executor) {
		return (AddressResolver<SocketAddress>) this.client.configuration()
			.defaultAddressResolverGroup()
			.getResolver(executor);
	}

}
