package ai.bimpe.benchmarks.streams;

/**
 * Where tickets and streams are, for those that put their URLs together themselves.
 */
final class Paths {

	static final String TICKET = "/api/v1/console/agents/{agentId}/conversations/{conversationId}/stream-ticket";

	static final String STREAM = "/api/v1/console/agents/{agentId}/conversations/{conversationId}/stream?ticket={ticket}";

	private Paths() {
	}

	static String ticket(String agentId, String conversationId) {
		return TICKET.replace("{agentId}", agentId).replace("{conversationId}", conversationId);
	}

	static String stream(String agentId, String conversationId, String ticket) {
		return STREAM.replace("{agentId}", agentId)
			.replace("{conversationId}", conversationId)
			.replace("{ticket}", ticket);
	}

}
