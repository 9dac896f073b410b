package ai.bimpe.spring.stream.internal.source;

import ai.bimpe.client.errors.BadRequestException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.spring.stream.internal.Cursor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What to do when the server no longer knows the message that a stream continues after:
 * it is asked by the time of that message. Only when that is refused as well, the
 * conversation itself is gone.
 */
final class UnknownCursor {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private UnknownCursor() {
	}

	/**
	 * Return whether a stream may have been refused because of its cursor.
	 * @param failure the failure
	 * @return {@code true} to ask by time
	 */
	static boolean isPossible(BimpeAIException failure) {
		return failure instanceof NotFoundException || failure instanceof BadRequestException;
	}

	/**
	 * Log that a stream was opened by time.
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param unknown the cursor that was refused
	 */
	static void log(String agentId, String conversationId, Cursor unknown) {
		logger.warn("The server does not know message '" + unknown.after() + "' of conversation '" + conversationId
				+ "' of agent '" + agentId + "' any more: its stream continues after " + unknown.time()
				+ ", and may repeat messages of that millisecond");
	}

}
