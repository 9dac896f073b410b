package ai.bimpe.spring.boot.autoconfigure.streams;

import javax.sql.DataSource;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds out whether the tables of checkpoints and clusters are there.
 */
final class CheckpointTables {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private CheckpointTables() {
	}

	/**
	 * Check that the tables can be read. A database that cannot be reached is waited for
	 * later, by the streams.
	 * @param dataSource the database
	 * @param prefix the prefix of the names of the tables
	 * @throws BimpeAIConfigurationException when a table is missing, with the remedies
	 */
	static void check(DataSource dataSource, String prefix) {
		JdbcTemplate jdbc = new JdbcTemplate(dataSource);
		for (String table : new String[] { prefix + "CHECKPOINT", prefix + "LOCK", prefix + "METADATA_STORE" }) {
			try {
				jdbc.query("SELECT * FROM " + table + " WHERE 1 = 0", (row) -> {
				});
			}
			catch (BadSqlGrammarException ex) {
				throw new BimpeAIConfigurationException("'bimpeai.checkpoints.store=jdbc' needs the table '" + table
						+ "', which cannot be read: set 'bimpeai.checkpoints.jdbc.initialize-schema=always' to have it "
						+ "created, or create it with Flyway or Liquibase from the script schema-<platform>.sql in "
						+ CheckpointSchemaInitializer.DIRECTORY + " of bimpeai-spring.jar. "
						+ "'bimpeai.checkpoints.jdbc.table-prefix' names another schema", ex);
			}
			catch (DataAccessException ex) {
				logger.debug("The tables of checkpoints were not checked", ex);
				return;
			}
		}
	}

}
