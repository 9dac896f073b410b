package ai.bimpe.simulator.internal.control;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings as JSON: durations in milliseconds, the rest as it is.
 *
 * @since 0.1.0
 */
final class SettingsJson {

	private final SimulatorSettings settings;

	private final Map<String, Option> options = new LinkedHashMap<>();

	SettingsJson(SimulatorSettings settings) {
		this.settings = settings;
		duration("heartbeat_interval_ms", SimulatorSettings::heartbeatInterval, SimulatorSettings::heartbeatInterval);
		flag("answering", SimulatorSettings::answering, SimulatorSettings::answering);
		duration("answer_delay_ms", SimulatorSettings::answerDelay, SimulatorSettings::answerDelay);
		flag("answer_in_send_response", SimulatorSettings::answerInSendResponse,
				SimulatorSettings::answerInSendResponse);
		duration("ticket_lifetime_ms", SimulatorSettings::ticketLifetime, SimulatorSettings::ticketLifetime);
		duration("call_step_interval_ms", SimulatorSettings::callStepInterval, SimulatorSettings::callStepInterval);
		number("rate_limit", SimulatorSettings::rateLimit, SimulatorSettings::rateLimit);
		number("conversation_list_limit", SimulatorSettings::conversationListLimit,
				SimulatorSettings::conversationListLimit);
		flag("ignore_conversation_sort", SimulatorSettings::ignoreConversationSort,
				SimulatorSettings::ignoreConversationSort);
		flag("refuse_conversation_sort", SimulatorSettings::refuseConversationSort,
				SimulatorSettings::refuseConversationSort);
		number("max_streams_per_key", SimulatorSettings::maxStreamsPerKey, SimulatorSettings::maxStreamsPerKey);
		number("agent_limit", SimulatorSettings::agentLimit, SimulatorSettings::agentLimit);
		number("agent_limit_status", SimulatorSettings::agentLimitStatus, SimulatorSettings::agentLimitStatus);
		number("integration_limit", SimulatorSettings::integrationLimit, SimulatorSettings::integrationLimit);
		flag("replay_inclusive", SimulatorSettings::replayInclusive, SimulatorSettings::replayInclusive);
		flag("earlier_stream_path", SimulatorSettings::earlierStreamPath, SimulatorSettings::earlierStreamPath);
		flag("empty_created_answers", SimulatorSettings::emptyCreatedAnswers, SimulatorSettings::emptyCreatedAnswers);
		flag("field_errors_form", SimulatorSettings::fieldErrorsForm, SimulatorSettings::fieldErrorsForm);
	}

	ObjectNode read() {
		ObjectNode json = Json.object();
		this.options.forEach((name, option) -> json.set(name, option.read().apply(this.settings)));
		return json;
	}

	ObjectNode change(ObjectNode changes) {
		changes.properties().forEach((change) -> {
			Option option = this.options.get(change.getKey());
			if (option == null) {
				throw new IllegalArgumentException("'" + change.getKey() + "' is no setting");
			}
			option.write().accept(this.settings, change.getValue());
		});
		return changes;
	}

	private void duration(String name, Function<SimulatorSettings, Duration> read,
			BiConsumer<SimulatorSettings, Duration> write) {
		this.options.put(name,
				new Option((settings) -> JsonNodeFactory.instance.numberNode(read.apply(settings).toMillis()),
						(settings, value) -> write.accept(settings, Duration.ofMillis(whole(name, value)))));
	}

	private void number(String name, Function<SimulatorSettings, Integer> read,
			BiConsumer<SimulatorSettings, Integer> write) {
		this.options.put(name, new Option((settings) -> JsonNodeFactory.instance.numberNode(read.apply(settings)),
				(settings, value) -> write.accept(settings, whole(name, value))));
	}

	private void flag(String name, Function<SimulatorSettings, Boolean> read,
			BiConsumer<SimulatorSettings, Boolean> write) {
		this.options.put(name, new Option((settings) -> JsonNodeFactory.instance.booleanNode(read.apply(settings)),
				(settings, value) -> {
					if (!value.isBoolean()) {
						throw new IllegalArgumentException("'" + name + "' must be true or false");
					}
					write.accept(settings, value.booleanValue());
				}));
	}

	private static int whole(String name, JsonNode value) {
		if (!value.isInt()) {
			throw new IllegalArgumentException("'" + name + "' must be a whole number");
		}
		return value.intValue();
	}

	private record Option(Function<SimulatorSettings, JsonNode> read, BiConsumer<SimulatorSettings, JsonNode> write) {

	}

}
