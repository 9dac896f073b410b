package ai.bimpe.spring.boot.autoconfigure.cluster;

import javax.sql.DataSource;

import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAICheckpointJdbcProperties;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * A cluster over the database of the checkpoints.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ JdbcLockRegistry.class, DatabaseDriver.class })
@ConditionalOnProperty(name = "bimpeai.checkpoints.store", havingValue = "jdbc")
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(BimpeAICheckpointJdbcProperties.class)
class JdbcClusterConfiguration {

	@Bean
	@Lazy
	@DependsOnDatabaseInitialization
	ClusterEngine bimpeAIJdbcClusterEngine(DataSource dataSource, BimpeAICheckpointJdbcProperties properties) {
		String prefix = properties.tablePrefix();
		JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
		JdbcMetadataStore metadata = new JdbcMetadataStore(dataSource);
		metadata.setTablePrefix(prefix);
		metadata.afterPropertiesSet();
		return new ClusterEngine(new JdbcLockRegistry(locks(dataSource, prefix, transactions)),
				new TransactionalMetadataStore(metadata, transactions), () -> {
				});
	}

	private static DefaultLockRepository locks(DataSource dataSource, String prefix,
			JdbcTransactionManager transactions) {
		DefaultLockRepository locks = new DefaultLockRepository(dataSource);
		locks.setPrefix(prefix);
		locks.setTransactionManager(transactions);
		locks.afterPropertiesSet();
		if (isPostgres(dataSource)) {
			// Keeps "duplicate key" errors of lost races out of the log of the server.
			locks.setInsertQuery(locks.getInsertQuery() + " ON CONFLICT DO NOTHING");
		}
		locks.afterSingletonsInstantiated();
		return locks;
	}

	private static boolean isPostgres(DataSource dataSource) {
		try {
			String product = JdbcUtils.extractDatabaseMetaData(dataSource,
					(metaData) -> metaData.getDatabaseProductName());
			return DatabaseDriver.fromProductName(product) == DatabaseDriver.POSTGRESQL;
		}
		catch (MetaDataAccessException ex) {
			// Not reachable at the moment. The log of the server is all that differs.
			return false;
		}
	}

}
