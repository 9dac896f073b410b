package ai.bimpe.simulator.faults;

import tools.jackson.databind.JsonNode;

/**
 * Probabilities of random faults.
 *
 * @param seed the seed of the random numbers
 * @param refuse that a request is answered with 429, 500 or 502
 * @param drop that the connection drops instead of an event
 * @param stall that nothing more is sent instead of an event
 * @param truncate that the connection drops in the middle of an event
 * @param duplicate that an event is sent twice
 * @param split that an event is written in several parts
 * @since 0.1.0
 */
public record ChaosSpec(long seed, double refuse, double drop, double stall, double truncate, double duplicate,
		double split) {

	/**
	 * Read probabilities from JSON.
	 * @param json the object; absent ones are zero
	 * @return the probabilities
	 */
	static ChaosSpec of(JsonNode json) {
		return new ChaosSpec(json.path("seed").asLong(0), json.path("refuse").asDouble(0),
				json.path("drop").asDouble(0), json.path("stall").asDouble(0), json.path("truncate").asDouble(0),
				json.path("duplicate").asDouble(0), json.path("split").asDouble(0));
	}

}
