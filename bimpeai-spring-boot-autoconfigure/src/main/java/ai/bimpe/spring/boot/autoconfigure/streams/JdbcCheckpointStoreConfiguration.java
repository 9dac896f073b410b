package ai.bimpe.spring.boot.autoconfigure.streams;

import javax.sql.DataSource;

import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.JdbcCheckpointStore;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Keeps checkpoints in the database of the application.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ JdbcOperations.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnProperty(name = "bimpeai.checkpoints.store", havingValue = "jdbc")
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(BimpeAICheckpointJdbcProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
@ImportRuntimeHints(CheckpointSchemaRuntimeHints.class)
class JdbcCheckpointStoreConfiguration {

	@Bean
	CheckpointSchemaInitializer bimpeAICheckpointSchemaInitializer(DataSource dataSource,
			BimpeAICheckpointJdbcProperties properties) {
		return new CheckpointSchemaInitializer(dataSource, properties);
	}

	@Bean
	@ConditionalOnMissingBean(CheckpointStore.class)
	@DependsOnDatabaseInitialization
	JdbcCheckpointStore bimpeAIJdbcCheckpointStore(DataSource dataSource, BimpeAICheckpointJdbcProperties properties) {
		CheckpointTables.check(dataSource, properties.tablePrefix());
		return new JdbcCheckpointStore(dataSource, properties.tablePrefix());
	}

}
