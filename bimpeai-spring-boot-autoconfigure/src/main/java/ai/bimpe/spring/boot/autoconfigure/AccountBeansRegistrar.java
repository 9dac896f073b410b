package ai.bimpe.spring.boot.autoconfigure;

import java.util.Optional;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.StringUtils;

/**
 * Registers both faces of the client of every named account. They are for injection
 * points that are qualified with the name of the account, and for no other. A client of
 * the application that is qualified so takes their place. Definitions and not suppliers,
 * so that they can be processed ahead of time.
 */
final class AccountBeansRegistrar implements ImportBeanDefinitionRegistrar {

	static final String CLIENTS = "bimpeAIAccountClients";

	private final Environment environment;

	private final ListableBeanFactory beanFactory;

	AccountBeansRegistrar(Environment environment, BeanFactory beanFactory) {
		this.environment = environment;
		this.beanFactory = (ListableBeanFactory) beanFactory;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		for (String account : BimpeAIAccounts.names(this.environment)) {
			Optional<String> reactive = ofApplication(ReactiveBimpeAI.class, account);
			Optional<String> blocking = ofApplication(BimpeAI.class, account);
			if (reactive.isPresent()) {
				registry.registerAlias(reactive.get(), reactiveName(account));
			}
			else if (blocking.isPresent()) {
				register(registry, reactiveName(account),
						definition(ReactiveBimpeAI.class, "reactiveFace", account, blocking.get()),
						BimpeAIAutoConfiguration.KEEP_REACTIVE);
			}
			else {
				register(registry, reactiveName(account), definition(ReactiveBimpeAI.class, "reactive", account),
						"close");
			}
			if (blocking.isEmpty()) {
				register(registry, account + "AccountBimpeAI",
						definition(BimpeAI.class, "blocking", account, reactiveName(account)),
						BimpeAIAutoConfiguration.KEEP_BLOCKING);
			}
		}
	}

	private static void register(BeanDefinitionRegistry registry, String name, RootBeanDefinition definition,
			String destroyMethod) {
		definition.setDestroyMethodName(destroyMethod);
		registry.registerBeanDefinition(name, definition);
	}

	private Optional<String> ofApplication(Class<?> client, String account) {
		return Stream.of(this.beanFactory.getBeanNamesForType(client, true, false))
			.filter((name) -> !ScopedProxyUtils.isScopedTarget(name))
			.filter((name) -> BeanFactoryAnnotationUtils.isQualifierMatch(account::equals, name, this.beanFactory))
			.findFirst();
	}

	// Names of accounts have no capitals: no account can have the name of another bean.
	static String reactiveName(String account) {
		return account + "AccountReactiveBimpeAI";
	}

	// What a face is derived from is closed after all that use either.
	private static RootBeanDefinition definition(Class<?> type, String factoryMethod, String account,
			String... origin) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(type);
		definition.setFactoryBeanName(CLIENTS);
		definition.setFactoryMethodName(factoryMethod);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, account);
		definition.setDependsOn(StringUtils.addStringToArray(origin, CLIENTS));
		definition.setDefaultCandidate(false);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, account));
		return definition;
	}

}
