package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.util.List;

import ai.bimpe.spring.stream.checkpoint.JdbcCheckpointStore;
import ai.bimpe.spring.stream.support.Postgres;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Every write of a checkpoint in the order in which PostgreSQL made it, noted by the
 * database itself: a trigger runs while the row is locked.
 */
final class CheckpointLog {

	private final JdbcTemplate jdbc = new JdbcTemplate(Postgres.dataSource());

	void start() {
		new ResourceDatabasePopulator(new ClassPathResource("schema-postgresql.sql", JdbcCheckpointStore.class))
			.execute(Postgres.dataSource());
		this.jdbc.execute("CREATE TABLE CHECKPOINT_LOG (SEQ SERIAL, KEY TEXT, VALUE TEXT, WRITER TEXT)");
		this.jdbc.execute("""
				CREATE FUNCTION LOG_CHECKPOINT() RETURNS TRIGGER LANGUAGE PLPGSQL AS $$
				BEGIN
					INSERT INTO CHECKPOINT_LOG (KEY, VALUE, WRITER)
						VALUES (NEW.CHECKPOINT_KEY, NEW.CHECKPOINT_VALUE, CURRENT_SETTING('application_name'));
					RETURN NEW;
				END $$
				""");
		this.jdbc.execute("""
				CREATE TRIGGER LOG_CHECKPOINT AFTER INSERT OR UPDATE ON BIMPEAI_CHECKPOINT
				FOR EACH ROW WHEN (NEW.CHECKPOINT_KEY LIKE 'stream-%') EXECUTE FUNCTION LOG_CHECKPOINT()
				""");
	}

	List<Write> writes() {
		return this.jdbc.query("SELECT KEY, VALUE, WRITER FROM CHECKPOINT_LOG ORDER BY SEQ", (row, number) -> {
			String[] value = row.getString("VALUE").split("\\|", 6);
			return new Write(row.getString("KEY"), Long.parseLong(value[1]), value[5], row.getString("WRITER"));
		});
	}

	void stop() {
		this.jdbc.execute("DROP TRIGGER LOG_CHECKPOINT ON BIMPEAI_CHECKPOINT");
		this.jdbc.execute("DROP FUNCTION LOG_CHECKPOINT");
		this.jdbc.execute("DROP TABLE CHECKPOINT_LOG");
	}

	/**
	 * A checkpoint that was written.
	 *
	 * @param stream the stream
	 * @param epoch the epoch
	 * @param after the id of the message, or the time before the first
	 * @param writer the instance
	 */
	record Write(String stream, long epoch, String after, String writer) {

	}

}
