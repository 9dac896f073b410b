package ai.bimpe.spring.boot.autoconfigure.streams;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The scripts that create tables are resources.
 */
final class CheckpointSchemaRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern(CheckpointSchemaInitializer.DIRECTORY + "schema-*.sql");
	}

}
