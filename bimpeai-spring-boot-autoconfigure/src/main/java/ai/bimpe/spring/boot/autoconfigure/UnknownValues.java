package ai.bimpe.spring.boot.autoconfigure;

import java.util.List;

import ai.bimpe.client.conversations.ConversationChannel;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/**
 * Looks at values that are not checked when they are bound. Channels that this version
 * does not know are sent as they are, with a warning, because the server may add to them.
 * Features that a condition switches on are refused another word than {@code true} or
 * {@code false}, which the condition would take for off.
 */
final class UnknownValues implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog("ai.bimpe.client");

	private static final List<String> SWITCHES = List.of("bimpeai.cluster.enabled", "management.health.bimpeai.enabled",
			"management.health.bimpeai.probe.enabled");

	private final Environment environment;

	private final BimpeAIProperties properties;

	private final BimpeAIAccounts accounts;

	/**
	 * Create.
	 * @param environment holds the switches
	 * @param properties those of the default client
	 * @param accounts has those of the others
	 */
	UnknownValues(Environment environment, BimpeAIProperties properties, BimpeAIAccounts accounts) {
		this.environment = environment;
		this.properties = properties;
		this.accounts = accounts;
	}

	@Override
	public void afterSingletonsInstantiated() {
		SWITCHES.forEach((property) -> PropertyChecks.trueOrFalse(property, this.environment.getProperty(property)));
		check("bimpeai.streams.", this.properties);
		this.accounts.names()
			.forEach(
					(account) -> check("bimpeai.accounts." + account + ".streams.", this.accounts.properties(account)));
	}

	private static void check(String prefix, BimpeAIProperties properties) {
		properties.streams()
			.forEach((name, stream) -> stream.channels()
				.stream()
				.filter((channel) -> !ConversationChannel.of(channel).isKnown())
				.forEach((channel) -> warn(prefix + name + ".channels", channel)));
	}

	private static void warn(String property, String channel) {
		String nearest = new KnownProperties().nearestChannel(channel);
		logger.warn("'" + property + "' has the value '" + channel + "', which this version does not know"
				+ (nearest.isEmpty() ? "" : ": '" + nearest + "' may be what is meant")
				+ ". It is sent as it is, and the server may refuse it");
	}

}
