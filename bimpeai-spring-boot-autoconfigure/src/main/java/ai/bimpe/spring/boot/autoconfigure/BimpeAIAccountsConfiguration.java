package ai.bimpe.spring.boot.autoconfigure;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The clients of the named accounts, when there are any.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnAccountsCondition.class)
@Import(AccountBeansRegistrar.class)
class BimpeAIAccountsConfiguration {

	@Bean(AccountBeansRegistrar.CLIENTS)
	BimpeAIAccountClients bimpeAIAccountClients(BimpeAIAccounts accounts, BimpeAIClientFactory factory,
			ConfigurableListableBeanFactory beanFactory) {
		return new BimpeAIAccountClients(accounts, factory, beanFactory);
	}

}
