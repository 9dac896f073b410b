package ai.bimpe.samples.recipes.reminders;

import java.time.Duration;
import java.time.LocalTime;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * Settings of this recipe.
 *
 * @param agentId the agent that calls
 * @param testCalls whether to use the shared test telephony instead of a number of the
 * agent
 * @param interval how often to look what is to be done
 * @param lines how many calls may be under way at a time, and so how many are made in a
 * round
 * @param lead how long before an appointment its reminder is due
 * @param from the time of day from which people are rung
 * @param until the time of day from which they are not rung any more
 * @param again how long after a call that nobody answered the second one is made
 * @param settle how long after the claim of a call its request is over for certain
 * @param patience how long a call is watched at most
 */
@ConfigurationProperties("reminders")
record RemindersProperties(String agentId, boolean testCalls, Duration interval, int lines, Duration lead,
		LocalTime from, LocalTime until, Duration again, Duration settle, Duration patience) {

	RemindersProperties {
		Assert.hasText(agentId, "'reminders.agent-id' must be set");
	}

}
