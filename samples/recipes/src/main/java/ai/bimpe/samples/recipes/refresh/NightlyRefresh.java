package ai.bimpe.samples.recipes.refresh;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Refreshes whenever it is time, unless the application was started with {@code --once}.
 */
@Component
@ConditionalOnProperty(name = "once", havingValue = "false", matchIfMissing = true)
class NightlyRefresh {

	private final RefreshCommand command;

	NightlyRefresh(RefreshCommand command) {
		this.command = command;
	}

	@Scheduled(cron = "${refresh.cron:0 0 3 * * *}")
	void run() {
		this.command.run();
	}

}
