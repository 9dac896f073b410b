package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Configuration properties for checkpoints in a database.
 *
 * @param initializeSchema When to create the tables.
 * @param tablePrefix Start of the name of every table, also with a schema, such as
 * 'ops.BIMPEAI_'.
 * @since 0.1.0
 */
@ConfigurationProperties("bimpeai.checkpoints.jdbc")
public record BimpeAICheckpointJdbcProperties(@DefaultValue("embedded") DatabaseInitializationMode initializeSchema,
		@DefaultValue("BIMPEAI_") String tablePrefix) {

	public BimpeAICheckpointJdbcProperties {
		if (!tablePrefix.matches("[\\w.$\"`\\[\\]-]*")) {
			throw new BimpeAIConfigurationException("'bimpeai.checkpoints.jdbc.table-prefix' must be the start of the "
					+ "name of a table, but is '" + tablePrefix + "'", null);
		}
	}

}
