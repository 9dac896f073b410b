package ai.bimpe.samples.recipes.refresh;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.util.StringUtils;

/**
 * What can be set.
 *
 * @param agentId the agent that learns
 * @param folder where the files are
 * @param files which files, as a glob over paths below the folder
 * @param removeVanished whether to remove what was learnt from files that are gone
 * @param cron when to refresh
 */
@ConfigurationProperties("refresh")
public record RefreshProperties(String agentId, Path folder, @DefaultValue("**.{md,txt}") String files,
		@DefaultValue("false") boolean removeVanished, @DefaultValue("0 0 3 * * *") String cron) {

	public RefreshProperties {
		check("agent-id", agentId, StringUtils.hasText(agentId), "the id of the agent that learns is needed");
		check("folder", folder, folder != null && StringUtils.hasText(folder.toString()),
				"the folder with the files is needed");
		check("files", files, StringUtils.hasText(files), "a pattern such as **.md is needed");
		check("cron", cron, CronExpression.isValidExpression(cron) || "-".equals(cron),
				"a cron expression with six fields is needed, or - for never");
	}

	private static void check(String name, @Nullable Object value, boolean valid, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("refresh." + name, value, reason);
		}
	}

}
