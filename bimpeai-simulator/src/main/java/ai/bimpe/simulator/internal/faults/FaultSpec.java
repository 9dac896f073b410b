package ai.bimpe.simulator.internal.faults;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

import ai.bimpe.simulator.core.Chaos;
import ai.bimpe.simulator.internal.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a fault does and to which requests.
 *
 * @since 0.1.0
 */
public final class FaultSpec {

	private final Map<FaultOption, JsonNode> options = new EnumMap<>(FaultOption.class);

	private final Map<Chaos.Kind, Integer> strikes = new EnumMap<>(Chaos.Kind.class);

	private @Nullable Chaos chaos;

	private int applied;

	/**
	 * Create a fault that does nothing.
	 */
	public FaultSpec() {
	}

	/**
	 * Read a fault from JSON.
	 * @param json the object, with keys as in {@link FaultOption}
	 * @return the fault
	 * @throws IllegalArgumentException when a key is unknown or its value does not fit
	 */
	public static FaultSpec of(ObjectNode json) {
		FaultSpec spec = new FaultSpec();
		json.properties().forEach((property) -> {
			FaultOption option = FaultOption.ofKey(property.getKey());
			if (option == null) {
				throw new IllegalArgumentException("'" + property.getKey() + "' is no option of a fault");
			}
			spec.set(option, property.getValue());
		});
		return spec;
	}

	/**
	 * Set an option.
	 * @param option the option
	 * @param value the value
	 * @throws IllegalArgumentException when the value does not fit
	 */
	public synchronized void set(FaultOption option, JsonNode value) {
		if (!option.accepts(value)) {
			throw new IllegalArgumentException("The value of '" + option.key() + "' does not fit: " + value);
		}
		this.options.put(option, value);
		if (option == FaultOption.CHAOS) {
			this.chaos = chaos(value);
		}
	}

	/**
	 * Set a header of the response.
	 * @param name the name
	 * @param value the value
	 */
	public synchronized void header(String name, String value) {
		JsonNode headers = this.options.computeIfAbsent(FaultOption.HEADERS, (option) -> Json.object());
		((ObjectNode) headers).put(name, value);
	}

	/**
	 * Take this fault for a request when it applies.
	 * @param operationId the operation of the request
	 * @param path the path of the request
	 * @return whether it applies
	 */
	synchronized boolean take(String operationId, String path) {
		String operation = text(FaultOption.OPERATION);
		String part = text(FaultOption.PATH);
		boolean selected = (operation == null || operation.equals(operationId))
				&& (part == null || (path + "/").contains(part));
		if (!selected || used() || this.options.keySet().stream().allMatch(FaultOption::isSelector)) {
			return false;
		}
		this.applied++;
		return true;
	}

	private boolean used() {
		JsonNode times = this.options.get(FaultOption.TIMES);
		return times != null && this.applied >= times.intValue();
	}

	/**
	 * Return how many requests this fault was applied to.
	 * @return the number
	 */
	public synchronized int applied() {
		return this.applied;
	}

	/**
	 * Return whether an option is set and, for a boolean one, true.
	 * @param option the option
	 * @return whether it is set
	 */
	public synchronized boolean has(FaultOption option) {
		JsonNode value = this.options.get(option);
		return value != null && (!value.isBoolean() || value.booleanValue());
	}

	/**
	 * Return the text of an option.
	 * @param option the option
	 * @return the text, or {@code null} when it is not set
	 */
	public synchronized @Nullable String text(FaultOption option) {
		JsonNode value = this.options.get(option);
		return (value != null) ? value.stringValue() : null;
	}

	/**
	 * Return the number of an option.
	 * @param option the option
	 * @param otherwise what to return when it is not set
	 * @return the number
	 */
	public synchronized int number(FaultOption option, int otherwise) {
		JsonNode value = this.options.get(option);
		return (value != null) ? value.intValue() : otherwise;
	}

	/**
	 * Return the time to wait before the response.
	 * @return the time, zero for none
	 */
	public Duration delay() {
		return Duration.ofMillis(number(FaultOption.DELAY_MS, 0));
	}

	/**
	 * Return the further headers of the response.
	 * @return the headers
	 */
	public synchronized Map<String, String> headers() {
		Map<String, String> headers = new LinkedHashMap<>();
		JsonNode given = this.options.get(FaultOption.HEADERS);
		if (given != null) {
			given.properties().forEach((header) -> headers.put(header.getKey(), header.getValue().asString()));
		}
		String retryAfter = text(FaultOption.RETRY_AFTER);
		if (retryAfter != null) {
			headers.put("Retry-After", retryAfter);
		}
		return headers;
	}

	/**
	 * Return the random faults.
	 * @return the random faults, or {@code null} when there are none
	 */
	public synchronized @Nullable Chaos chaos() {
		return this.chaos;
	}

	private static Chaos chaos(JsonNode json) {
		Map<Chaos.Kind, Double> probabilities = new EnumMap<>(Chaos.Kind.class);
		for (Chaos.Kind kind : Chaos.Kind.values()) {
			probabilities.put(kind, json.path(kind.key()).asDouble(0));
		}
		return new Chaos(json.path("seed").asLong(0), probabilities);
	}

	/**
	 * Decide whether a random fault strikes, and count it when it does.
	 * @param kind the kind of fault
	 * @param random decides
	 * @return whether it strikes; never without chaos
	 */
	public synchronized boolean strikes(Chaos.Kind kind, RandomGenerator random) {
		double probability = (this.chaos != null) ? this.chaos.probability(kind) : 0;
		boolean strikes = probability > 0 && random.nextDouble() < probability;
		if (strikes) {
			this.strikes.merge(kind, 1, Integer::sum);
		}
		return strikes;
	}

	/**
	 * Return how often random faults have struck.
	 * @return the number of each kind; kinds that never struck are absent
	 */
	public synchronized Map<Chaos.Kind, Integer> strikes() {
		return new EnumMap<>(this.strikes);
	}

	/**
	 * Return whether the response of the operation is replaced by something else.
	 * @return whether it is replaced
	 */
	public boolean replacesResponse() {
		return has(FaultOption.STATUS) || has(FaultOption.BODY) || has(FaultOption.RESET) || has(FaultOption.HANG);
	}

	/**
	 * Write this fault as JSON.
	 * @return the object, with keys as in {@link FaultOption}
	 */
	public synchronized ObjectNode toJson() {
		ObjectNode json = Json.object();
		this.options.forEach((option, value) -> json.set(option.key(), value.deepCopy()));
		json.set("applied", JsonNodeFactory.instance.numberNode(this.applied));
		return json;
	}

}
