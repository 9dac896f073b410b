package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.Clock;
import java.time.Duration;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAccounts;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConnectionDetails;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIProperties;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link BimpeAIEndpoint}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BimpeAIStreamsAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnSingleCandidate(BimpeAIStreams.class)
@ConditionalOnAvailableEndpoint(BimpeAIEndpoint.class)
public final class BimpeAIEndpointAutoConfiguration {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	@Bean
	LastErrors bimpeAIStreamLastErrors() {
		return new LastErrors(Clock.systemUTC());
	}

	@Bean
	StreamOwners bimpeAIStreamOwners() {
		return new StreamOwners(PATIENCE);
	}

	@Bean
	@ConditionalOnMissingBean
	BimpeAIEndpoint bimpeAIEndpoint(BimpeAIStreams streams, StreamOwners owners, LastErrors lastErrors,
			ObjectProvider<BimpeAIProperties> properties, ObjectProvider<BimpeAIConnectionDetails> connectionDetails,
			ObjectProvider<BimpeAIAccounts> accounts, ObjectProvider<HttpClientSettings> httpClientSettings) {
		return new BimpeAIEndpoint(streams, owners, lastErrors,
				new ClientDescriptors(properties, connectionDetails, accounts, httpClientSettings));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	BimpeAIEndpointWebExtension bimpeAIEndpointWebExtension(BimpeAIEndpoint endpoint) {
		return new BimpeAIEndpointWebExtension(endpoint);
	}

}
