package ai.bimpe.spring.boot.autoconfigure;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.util.LambdaSafe;

/**
 * Chooses the builder of connectors: that of the application, when it makes connectors of
 * Reactor Netty. Those of other libraries keep a stream open that is closed or paused,
 * have no pool to configure, and log the whole URL, ticket included.
 */
final class ReactorConnectorBuilder {

	private static final Log logger = LogFactory.getLog("ai.bimpe.client");

	private ReactorConnectorBuilder() {
	}

	/**
	 * Return the builder of the application, or one of its own that the application may
	 * customize.
	 * @param given the builder of the application, for all of its clients
	 * @param customizers the customizers of the application, for builders of any type
	 * @return a builder of connectors of Reactor Netty
	 */
	static ReactorClientHttpConnectorBuilder of(@Nullable ClientHttpConnectorBuilder<?> given,
			List<ClientHttpConnectorBuilderCustomizer<?>> customizers) {
		if (given instanceof ReactorClientHttpConnectorBuilder reactor) {
			return reactor;
		}
		if (given != null) {
			logger.info("The BimpeAI client connects by Reactor Netty, and not by what the application's "
					+ given.getClass().getSimpleName() + " makes: 'spring.http.clients.*' applies to it, "
					+ "customizations of that builder do not");
		}
		return customized(customizers);
	}

	@SuppressWarnings("unchecked")
	private static ReactorClientHttpConnectorBuilder customized(
			List<ClientHttpConnectorBuilderCustomizer<?>> customizers) {
		ReactorClientHttpConnectorBuilder[] builder = { ClientHttpConnectorBuilder.reactor() };
		LambdaSafe.callbacks(ClientHttpConnectorBuilderCustomizer.class, customizers, builder[0])
			.invoke((customizer) -> builder[0] = (ReactorClientHttpConnectorBuilder) customizer.customize(builder[0]));
		return builder[0];
	}

}
