package ai.bimpe.spring.boot.autoconfigure;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ApiKeyProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * Makes the clients of the named accounts, and keeps their connectors. Used by bean
 * definitions of {@link AccountBeansRegistrar}.
 */
final class BimpeAIAccountClients implements Closeable {

	private final BimpeAIAccounts accounts;

	private final BimpeAIClientFactory factory;

	private final ConfigurableListableBeanFactory beanFactory;

	private final List<BimpeAIConnectors> connectors = new ArrayList<>();

	BimpeAIAccountClients(BimpeAIAccounts accounts, BimpeAIClientFactory factory,
			ConfigurableListableBeanFactory beanFactory) {
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
		return DerivedBimpeAI
			.of(this.beanFactory.getBean(AccountBeansRegistrar.reactiveName(account), ReactiveBimpeAI.class));
	}

	ReactiveBimpeAI reactiveFace(String account) {
		return DerivedReactiveBimpeAI
			.of(BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beanFactory, BimpeAI.class, account));
	}

	// Its key may come from a vault as well: the provider is qualified like the client.
	private @Nullable ApiKeyProvider apiKeyProvider(String account) {
		List<String> names = Stream.of(this.beanFactory.getBeanNamesForType(ApiKeyProvider.class))
			.filter((name) -> !ScopedProxyUtils.isScopedTarget(name))
			.filter((name) -> BeanFactoryAnnotationUtils.isQualifierMatch(account::equals, name, this.beanFactory))
			.toList();
		if (names.isEmpty()) {
			return null;
		}
		if (names.size() > 1) {
			throw new BimpeAIConfigurationException("Account '" + account + "' needs one ApiKeyProvider, and several "
					+ "are qualified with its name: " + String.join(", ", names), null);
		}
		String name = names.get(0);
		if (isDefaultCandidate(name)) {
			throw new BimpeAIConfigurationException("The ApiKeyProvider '" + name + "' gives the key of account '"
					+ account + "', and the default client would take it as well: define it with "
					+ "@Bean(defaultCandidate = false)", null);
		}
		return this.beanFactory.getBean(name, ApiKeyProvider.class);
	}

	private boolean isDefaultCandidate(String bean) {
		if (this.beanFactory.containsBeanDefinition(bean)
				&& this.beanFactory.getMergedBeanDefinition(bean) instanceof AbstractBeanDefinition definition) {
			return definition.isAutowireCandidate() && definition.isDefaultCandidate();
		}
		return true;
	}

	@Override
	public void close() {
		synchronized (this.connectors) {
			this.connectors.forEach(BimpeAIConnectors::close);
		}
	}

}
