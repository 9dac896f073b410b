package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.ApiKeyProvider;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;

/**
 * Makes the clients of the named accounts, and keeps their connectors. Used by bean
 * definitions of {@link AccountBeansRegistrar}.
 */
final class BimpeAIAccountClients implements AutoCloseable {

	private final BimpeAIAccounts accounts;

	private final BimpeAIClientFactory factory;

	private final ListableBeanFactory beanFactory;

	private final List<BimpeAIConnectors> connectors = new ArrayList<>();

	BimpeAIAccountClients(BimpeAIAccounts accounts, BimpeAIClientFactory factory, ListableBeanFactory beanFactory) {
		this.accounts = accounts;
		this.factory = factory;
		this.beanFactory = beanFactory;
	}

	ReactiveBimpeAI reactive(String account) {
		BimpeAIProperties properties = this.accounts.properties(account);
		BimpeAIConnectionDetails details = new PropertiesBimpeAIConnectionDetails(account, properties,
				apiKeyProvider(account));
		BimpeAIConnectors connectors = this.factory.connectors(account, properties);
		synchronized (this.connectors) {
			this.connectors.add(connectors);
		}
		return this.factory.create(account, properties, details, connectors);
	}

	BimpeAI blocking(String account) {
		return this.beanFactory.getBean(AccountBeansRegistrar.reactiveName(account), ReactiveBimpeAI.class).blocking();
	}

	// Its key may come from a vault as well: the provider is qualified like the client.
	private @Nullable ApiKeyProvider apiKeyProvider(String account) {
		return this.beanFactory.getBeansOfType(ApiKeyProvider.class)
			.entrySet()
			.stream()
			.filter((provider) -> isQualified(this.beanFactory, provider.getKey(), account))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static boolean isQualified(BeanFactory beanFactory, String bean, String account) {
		return BeanFactoryAnnotationUtils.isQualifierMatch(account::equals, bean, beanFactory);
	}

	@Override
	public void close() throws IOException {
		synchronized (this.connectors) {
			for (BimpeAIConnectors each : this.connectors) {
				each.close();
			}
		}
	}

}
