package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.conversations.ReactiveConversations;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAccounts;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIProperties;
import ai.bimpe.spring.boot.autoconfigure.ConditionalOnBimpeAIClient;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.cluster.StreamOwnership;
import ai.bimpe.spring.stream.listener.MessageListenerMethodFactory;
import ai.bimpe.spring.stream.listener.StreamContainerRegistry;
import ai.bimpe.spring.stream.listener.StreamContainerRegistryBuilder;
import ai.bimpe.spring.stream.observation.DeliveryObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link BimpeAIStreams}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BimpeAIAutoConfiguration.class,
		afterName = { "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
				"org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration" })
@ConditionalOnBimpeAIClient
@EnableConfigurationProperties({ BimpeAIProperties.class, BimpeAIListenerProperties.class,
		BimpeAICheckpointProperties.class })
@Import({ MetadataCheckpointStoreConfiguration.class, JdbcCheckpointStoreConfiguration.class,
		RedisCheckpointStoreConfiguration.class, StreamTransactionsConfiguration.class,
		StreamConnectionPoolConfiguration.class })
@ImportRuntimeHints(StreamEventsRuntimeHints.class)
public final class BimpeAIStreamsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(CheckpointStore.class)
	InMemoryCheckpointStore bimpeAICheckpointStore(BimpeAICheckpointProperties properties) {
		return MemoryCheckpoints.store(properties);
	}

	// Event listeners are found before other beans are created, each by the factories of
	// its own context.
	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	static MessageListenerMethodFactory bimpeAIMessageListenerMethodFactory() {
		return new MessageListenerMethodFactory();
	}

	@Bean
	@ConditionalOnMissingBean(BimpeAIStreams.class)
	StreamContainerRegistry bimpeAIStreams(BimpeAIProperties properties, BimpeAIListenerProperties listener,
			ObjectProvider<BimpeAIAccounts> accounts, ListableBeanFactory beanFactory,
			ObjectProvider<ReactiveBimpeAI> client, CheckpointStore store, ObjectProvider<StreamOwnership> ownership,
			ApplicationEventPublisher publisher, ObjectProvider<StreamTransactionsCustomizer> transactions,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<DeliveryObservationConvention> observationConvention,
			ObjectProvider<ManagedStreamListener> listeners, Environment environment) {
		StreamContainerRegistryBuilder builder = StreamContainerRegistry
			.builder((account) -> client(account, client, beanFactory), publisher)
			.accounts(accounts.stream().flatMap((all) -> all.names().stream()).toList())
			.checkpointStore(store)
			.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
			.observationConvention(observationConvention.getIfUnique())
			.listeners(() -> listeners.orderedStream().toList())
			.retry((account) -> retry(account, properties, accounts))
			.virtualThreads(Threading.VIRTUAL.isActive(environment))
			.autoStartup(listener.autoStartup())
			.logExceptionMessages(listener.logExceptionMessages())
			.refusalRetryInterval(listener.refusalRetryInterval())
			.shutdown(listener.shutdown(), listener.shutdownTimeout());
		ownership.ifAvailable(builder::ownership);
		transactions.ifAvailable((customizer) -> customizer.customize(builder));
		StreamContainerRegistry streams = builder.build();
		properties.streams()
			.forEach((name, stream) -> StreamSpecs.subscribe(streams, BimpeAIBuilder.DEFAULT_ACCOUNT, name, stream));
		accounts.ifAvailable((all) -> all.names()
			.forEach((account) -> all.properties(account)
				.streams()
				.forEach((name, stream) -> StreamSpecs.subscribe(streams, account, name, stream))));
		return streams;
	}

	// The parent has reported its own.
	@Bean
	@ConditionalOnBean(value = BimpeAIStreams.class, search = SearchStrategy.CURRENT)
	SmartInitializingSingleton bimpeAIMemoryCheckpointsReport(CheckpointStore store, BimpeAIStreams streams) {
		return () -> MemoryCheckpoints.report(store, streams);
	}

	// Not when the streams are made: what listens to the client may need them.
	@Bean
	SmartInitializingSingleton bimpeAIStreamsClientCheck(BimpeAIStreams streams,
			ObjectProvider<ReactiveBimpeAI> client) {
		return () -> {
			boolean needed = streams.all()
				.stream()
				.anyMatch((stream) -> stream.spec().account().equals(BimpeAIBuilder.DEFAULT_ACCOUNT));
			if (needed && client.stream().findAny().isEmpty()) {
				throw new BimpeAIConfigurationException("'bimpeai.streams.*' needs the default client, and only "
						+ "accounts have API keys: set 'bimpeai.api-key', or follow the streams of an account with "
						+ "'bimpeai.accounts.<name>.streams.*'", null);
			}
			if (needed && client.getIfUnique() == null) {
				throw new BimpeAIConfigurationException("'bimpeai.streams.*' needs one client, and the application "
						+ "defines several: mark one of the ReactiveBimpeAI beans as @Primary", null);
			}
		};
	}

	private static ReactiveBimpeAI client(String account, ObjectProvider<ReactiveBimpeAI> client,
			ListableBeanFactory beanFactory) {
		ReactiveBimpeAI bean = isDefault(account) ? client.getObject()
				: BeanFactoryAnnotationUtils.qualifiedBeanOfType(beanFactory, ReactiveBimpeAI.class, account);
		@Nullable ReactiveConversations conversations = bean.conversations();
		if (conversations == null) {
			throw new UserException(
					"'conversations()' of the ReactiveBimpeAI bean returns nothing, as a mock does: open "
							+ "no streams on mocks, with 'bimpeai.listener.auto-startup=false'");
		}
		return bean;
	}

	private static RetrySettings retry(String account, BimpeAIProperties properties,
			ObjectProvider<BimpeAIAccounts> accounts) {
		return (isDefault(account) ? properties : accounts.getObject().properties(account)).retry().settings();
	}

	private static boolean isDefault(String account) {
		return account.equals(BimpeAIBuilder.DEFAULT_ACCOUNT);
	}

}
