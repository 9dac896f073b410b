package ai.bimpe.benchmarks.calls;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The agent as an application would declare it for itself.
 */
record PlainAgent(String id, String name, String description, String language, String persona, String workflowId,
		String timezone, String status, Instant createdAt, Instant updatedAt) {

	static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	static final String AGENTS = "/api/v1/console/agents";

	static final String AGENT = AGENTS + "/{agentId}";

	static final String PAGE = AGENTS + "?page={page}&limit={limit}";

	static final String AUTHORIZATION = "Bearer sk_benchmark";

	static String page(int number, int limit) {
		return AGENTS + "?page=" + number + "&limit=" + limit;
	}

	static String idempotencyKey() {
		return UUID.randomUUID().toString();
	}

	/**
	 * An answer with one agent.
	 *
	 * @param data the agent
	 */
	record Answer(PlainAgent data) {
	}

	/**
	 * A page of agents.
	 *
	 * @param data the agents
	 * @param meta which page it is
	 */
	record Page(List<PlainAgent> data, Meta meta) {

		int next() {
			return this.meta.hasNextPage() ? this.meta.currentPage() + 1 : 0;
		}

	}

	/**
	 * Which page it is.
	 *
	 * @param currentPage the number of the page
	 * @param hasNextPage whether another one comes
	 */
	record Meta(int currentPage, boolean hasNextPage) {
	}

	/**
	 * An agent to be created.
	 *
	 * @param workflowId its workflow
	 * @param name its name
	 * @param description what it is for
	 */
	record Creation(String workflowId, String name, String description) {

		static final Creation SAMPLE = new Creation("cmqb5c9p20011l80ehs6gk3uz", "Restaurant assistant",
				"Takes bookings");

	}

}
