package ai.bimpe.spring.stream.checkpoint;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps checkpoints in a table of a relational database, a row each. Takes part in the
 * transaction of the thread when that is on the same {@link DataSource}. The scripts
 * {@code schema-<platform>.sql} in the package of this class create the table, and those
 * of a cluster. Thread-safe.
 *
 * @since 0.1.0
 */
public final class JdbcCheckpointStore implements CheckpointStore {

	/** Names of tables start with it unless another prefix is given. */
	public static final String DEFAULT_TABLE_PREFIX = "BIMPEAI_";

	private static final int MAX_KEY_LENGTH = 500;

	private static final int ATTEMPTS = 100;

	/** How many keys are read at a time. */
	private static final int KEYS = 1000;

	private final JdbcTemplate jdbc;

	private final Statements statements;

	/**
	 * Create a store in the table {@code BIMPEAI_CHECKPOINT}. Nothing is read or written.
	 * @param dataSource the database
	 */
	public JdbcCheckpointStore(DataSource dataSource) {
		this(dataSource, DEFAULT_TABLE_PREFIX);
	}

	/**
	 * Create a store in the table {@code <prefix>CHECKPOINT}. Nothing is read or written.
	 * @param dataSource the database
	 * @param tablePrefix the prefix of the name of the table, also with a schema, such as
	 * {@code ops.BIMPEAI_}
	 */
	public JdbcCheckpointStore(DataSource dataSource, String tablePrefix) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.statements = Statements.of(tablePrefix + "CHECKPOINT");
	}

	@Override
	public @Nullable Checkpoint load(String key) {
		String value = value(key);
		return (value != null) ? CheckpointFormat.parse(key, value) : null;
	}

	private @Nullable String value(String key) {
		List<String> values = this.jdbc.queryForList(this.statements.select(), String.class, key);
		return values.isEmpty() ? null : values.get(0);
	}

	@Override
	public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
		String value = CheckpointFormat.format(next);
		return (expected != null) ? write(this.statements.replace(), value, key, CheckpointFormat.format(expected))
				: insert(this.statements.insert(), key, value, key);
	}

	@Override
	public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next, String ownerKey,
			Checkpoint owner) {
		String value = CheckpointFormat.format(next);
		String owned = CheckpointFormat.format(owner);
		return (expected != null)
				? write(this.statements.replaceOwned(), value, key, CheckpointFormat.format(expected), ownerKey, owned)
				: insert(this.statements.insertOwned(), key, value, ownerKey, owned, key);
	}

	@Override
	public void reset(String key, Checkpoint checkpoint) {
		String value = CheckpointFormat.format(checkpoint);
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			if (write(this.statements.update(), value, key) || insert(this.statements.insert(), key, value, key)) {
				return;
			}
		}
		throw new TransientDataAccessResourceException(
				"The checkpoint '" + key + "' is written and removed by others all the time");
	}

	@Override
	public boolean replaceUnreadable(String key, Checkpoint next) {
		String value = value(key);
		return value != null && !CheckpointFormat.isReadable(value)
				&& write(this.statements.replace(), CheckpointFormat.format(next), key, value);
	}

	@Override
	public boolean delete(String key, Checkpoint expected) {
		return write(this.statements.delete(), key, CheckpointFormat.format(expected));
	}

	// The prefix itself comes before whatever begins with it.
	@Override
	public CheckpointKeys keys(String prefix, @Nullable String cursor) {
		List<String> keys = this.jdbc.query((connection) -> {
			PreparedStatement statement = connection.prepareStatement(this.statements.keys());
			statement.setMaxRows(KEYS);
			statement.setString(1, pattern(prefix));
			statement.setString(2, (cursor != null) ? cursor : prefix);
			return statement;
		}, (row, number) -> row.getString(1));
		return new CheckpointKeys(keys.stream().filter((key) -> key.startsWith(prefix)).toList(),
				(keys.size() < KEYS) ? null : keys.get(KEYS - 1));
	}

	// In some databases a bracket has a meaning as well, in the others it must not be
	// escaped.
	private static String pattern(String prefix) {
		return prefix.replace("!", "!!").replace("%", "!%").replace("_", "!_").replace("[", "_") + "%";
	}

	@Override
	public int maxKeyLength() {
		return MAX_KEY_LENGTH;
	}

	private boolean insert(String sql, String... parameters) {
		try {
			return write(sql, parameters);
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	// A connection that does not commit by itself would be rolled back by the pool.
	private boolean write(String sql, String... parameters) {
		Integer rows = this.jdbc.execute((Connection connection) -> {
			try (PreparedStatement statement = connection.prepareStatement(sql)) {
				int updated = update(statement, parameters);
				if (!TransactionSynchronizationManager.isActualTransactionActive() && !connection.getAutoCommit()) {
					connection.commit();
				}
				return updated;
			}
		});
		return rows != null && rows > 0;
	}

	private static int update(PreparedStatement statement, String... parameters) throws SQLException {
		for (int i = 0; i < parameters.length; i++) {
			statement.setString(i + 1, parameters[i]);
		}
		return statement.executeUpdate();
	}

	/**
	 * The statements, on one table. Every database must understand them.
	 *
	 * @param select reads the value of a key
	 * @param insert writes the value of a key that has none
	 * @param replace writes the value of a key that has a known one
	 * @param insertOwned as {@code insert}, while the owner has a known value
	 * @param replaceOwned as {@code replace}, while the owner has a known value
	 * @param update writes the value of a key that has any
	 * @param delete removes a key that has a known value
	 * @param keys reads the keys that are like a pattern and come after another key
	 */
	private record Statements(String select, String insert, String replace, String insertOwned, String replaceOwned,
			String update, String delete, String keys) {

		static Statements of(String table) {
			String key = " WHERE CHECKPOINT_KEY = ?";
			String update = "UPDATE " + table + " SET CHECKPOINT_VALUE = ?" + key;
			String andValue = " AND CHECKPOINT_VALUE = ?";
			// MySQL does not read the table that it updates, but for a copy.
			String owned = " AND EXISTS (SELECT 1 FROM (SELECT DISTINCT CHECKPOINT_KEY FROM " + table + key + andValue
					+ ") OWNED)";
			return new Statements("SELECT CHECKPOINT_VALUE FROM " + table + key, "INSERT INTO " + table
					+ " (CHECKPOINT_KEY, CHECKPOINT_VALUE) SELECT ?, ? FROM " + table + key + " HAVING COUNT(*) = 0",
					update + andValue,
					"INSERT INTO " + table + " (CHECKPOINT_KEY, CHECKPOINT_VALUE) SELECT ?, ? FROM " + table + key
							+ andValue + " AND NOT EXISTS (SELECT 1 FROM " + table + " PRESENT"
							+ " WHERE PRESENT.CHECKPOINT_KEY = ?)",
					update + andValue + owned, update, "DELETE FROM " + table + key + andValue,
					"SELECT CHECKPOINT_KEY FROM " + table
							+ " WHERE CHECKPOINT_KEY LIKE ? ESCAPE '!' AND CHECKPOINT_KEY > ? ORDER BY CHECKPOINT_KEY");
		}

	}

}
