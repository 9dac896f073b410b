package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.util.Map;
import java.util.TreeMap;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAccounts;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConnectionDetails;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;

/**
 * Describes the clients that the starter makes. One that the application defines has
 * settings that are not known here.
 */
final class ClientDescriptors {

	private final ObjectProvider<BimpeAIProperties> properties;

	private final ObjectProvider<BimpeAIConnectionDetails> details;

	private final ObjectProvider<BimpeAIAccounts> accounts;

	private final ObjectProvider<HttpClientSettings> settings;

	/**
	 * Create.
	 * @param properties those of the default client
	 * @param details where the default client connects
	 * @param accounts has the properties of the others
	 * @param settings those of all HTTP clients
	 */
	ClientDescriptors(ObjectProvider<BimpeAIProperties> properties, ObjectProvider<BimpeAIConnectionDetails> details,
			ObjectProvider<BimpeAIAccounts> accounts, ObjectProvider<HttpClientSettings> settings) {
		this.properties = properties;
		this.details = details;
		this.accounts = accounts;
		this.settings = settings;
	}

	/**
	 * Describe the clients.
	 * @return the settings by the names of the accounts
	 */
	Map<String, ClientDescriptor> all() {
		Map<String, ClientDescriptor> all = new TreeMap<>();
		HttpClientSettings common = this.settings.getIfAvailable();
		this.details.ifAvailable((connection) -> this.properties.ifAvailable((own) -> all
			.put(BimpeAIBuilder.DEFAULT_ACCOUNT, ClientDescriptor.of(own, connection.baseUrl(), common))));
		this.accounts
			.ifAvailable((named) -> named.names().forEach((name) -> all.put(name, of(named.properties(name), common))));
		return all;
	}

	private static ClientDescriptor of(BimpeAIProperties properties, @Nullable HttpClientSettings common) {
		String baseUrl = properties.baseUrl();
		return ClientDescriptor.of(properties, (baseUrl != null) ? baseUrl : BimpeAIBuilder.DEFAULT_BASE_URL, common);
	}

}
