package ai.bimpe.documentation;

import java.util.List;
import java.util.UUID;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.stream.BimpeAIStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the code blocks of the documentation may use without declaring it.
 */
public abstract class JavaBlockVariables {

	protected final Logger log = LoggerFactory.getLogger(getClass());

	protected final BimpeAI bimpeai = placeholder(BimpeAI.class);

	protected final ReactiveBimpeAI reactive = placeholder(ReactiveBimpeAI.class);

	protected final ApiKeyProvider apiKeyProvider = placeholder(ApiKeyProvider.class);

	protected final BimpeAIStreams streams = placeholder(BimpeAIStreams.class);

	protected final Simulator simulator = placeholder(Simulator.class);

	protected final String agentId = "agt_1";

	protected final String workflowId = "wfl_1";

	protected final String kbId = "kb_1";

	protected final List<String> actionIds = List.of("act_1");

	protected final String integrationId = "int_1";

	protected final String toolId = "tool_1";

	protected final String conversationId = "cnv_1";

	protected final String messageId = "msg_1";

	protected final String callId = "call_1";

	protected final String phoneNumberId = "num_1";

	protected final String token = "secret";

	protected final String visitor = UUID.randomUUID().toString();

	private static <T> T placeholder(Class<T> type) {
		throw new UnsupportedOperationException("There is no " + type + ": the blocks are compiled, not run");
	}

}
