package ai.bimpe.spring.boot.autoconfigure.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import ai.bimpe.spring.stream.checkpoint.JdbcCheckpointStore;

import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.datasource.init.ScriptException;
import org.springframework.util.ClassUtils;

/**
 * Creates the tables of checkpoints and clusters by the script for the platform, under
 * the prefix that is set.
 */
final class CheckpointSchemaInitializer extends DataSourceScriptDatabaseInitializer {

	/** Where the scripts are. */
	static final String DIRECTORY = ClassUtils.classPackageAsResourcePath(JdbcCheckpointStore.class) + "/";

	private final String tablePrefix;

	CheckpointSchemaInitializer(DataSource dataSource, BimpeAICheckpointJdbcProperties properties) {
		super(dataSource, settings(dataSource, properties.initializeSchema()));
		this.tablePrefix = properties.tablePrefix();
	}

	// The platform is asked for only when there is something to create: the database of a
	// running application may be down for a moment.
	private static DatabaseInitializationSettings settings(DataSource dataSource, DatabaseInitializationMode mode) {
		DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
		settings.setMode(mode);
		boolean always = mode == DatabaseInitializationMode.ALWAYS;
		boolean embedded = mode == DatabaseInitializationMode.EMBEDDED
				&& EmbeddedDatabaseConnection.isEmbedded(dataSource);
		if (always || embedded) {
			String location = (always ? "" : "optional:") + "classpath:" + DIRECTORY + "schema-@@platform@@.sql";
			settings
				.setSchemaLocations(new PlatformPlaceholderDatabaseDriverResolver().resolveAll(dataSource, location));
		}
		return settings;
	}

	@Override
	protected void runScripts(Scripts scripts) {
		List<Resource> prefixed = new ArrayList<>();
		scripts.forEach((script) -> prefixed.add(prefixed(script)));
		Scripts all = new Scripts(prefixed).separator(scripts.getSeparator()).encoding(StandardCharsets.UTF_8);
		try {
			super.runScripts(all);
		}
		catch (ScriptException ex) {
			// Instances that start together create the same tables at the same time.
			super.runScripts(all);
		}
	}

	private Resource prefixed(Resource script) {
		try {
			String statements = script.getContentAsString(StandardCharsets.UTF_8)
				.replace(JdbcCheckpointStore.DEFAULT_TABLE_PREFIX, this.tablePrefix);
			return new ByteArrayResource(statements.getBytes(StandardCharsets.UTF_8), script.getDescription());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
