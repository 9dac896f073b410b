package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers both faces of the client of every named account. They are for injection
 * points that are qualified with the name of the account, and for no other. Definitions
 * and not suppliers, so that they can be processed ahead of time.
 */
final class AccountBeansRegistrar implements ImportBeanDefinitionRegistrar {

	static final String CLIENTS = "bimpeAIAccountClients";

	private final Environment environment;

	AccountBeansRegistrar(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		for (String account : BimpeAIAccounts.names(this.environment)) {
			RootBeanDefinition reactive = definition(ReactiveBimpeAI.class, "reactive", account);
			reactive.setDestroyMethodName("close");
			registry.registerBeanDefinition(reactiveName(account), reactive);
			RootBeanDefinition blocking = definition(BimpeAI.class, "blocking", account);
			blocking.setDestroyMethodName(BimpeAIAutoConfiguration.KEEP_BLOCKING);
			registry.registerBeanDefinition(account + "AccountBimpeAI", blocking);
		}
	}

	// Names of accounts have no capitals: no account can have the name of another bean.
	static String reactiveName(String account) {
		return account + "AccountReactiveBimpeAI";
	}

	private static RootBeanDefinition definition(Class<?> type, String factoryMethod, String account) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(type);
		definition.setFactoryBeanName(CLIENTS);
		definition.setFactoryMethodName(factoryMethod);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, account);
		definition.setDependsOn(CLIENTS);
		definition.setDefaultCandidate(false);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, account));
		return definition;
	}

}
