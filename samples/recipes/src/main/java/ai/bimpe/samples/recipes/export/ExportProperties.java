package ai.bimpe.samples.recipes.export;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * What can be set.
 *
 * @param agentId the agent whose conversations are exported
 * @param file where to write
 * @param concurrency how many conversations are read at a time
 */
@ConfigurationProperties("export")
public record ExportProperties(String agentId, @DefaultValue("conversations.jsonl") Path file,
		@DefaultValue("4") int concurrency) {

	private static final int MAX_CONCURRENCY = 32;

	public ExportProperties {
		check("agent-id", agentId, StringUtils.hasText(agentId),
				"the id of the agent whose conversations are exported is needed");
		check("file", file, !file.toString().isBlank(), "a file is needed");
		check("concurrency", concurrency, concurrency >= 1 && concurrency <= MAX_CONCURRENCY,
				"a number from 1 to " + MAX_CONCURRENCY + " is needed");
	}

	private static void check(String name, @Nullable Object value, boolean valid, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("export." + name, value, reason);
		}
	}

}
