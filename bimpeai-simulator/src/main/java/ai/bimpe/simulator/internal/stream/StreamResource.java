package ai.bimpe.simulator.internal.stream;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

import ai.bimpe.simulator.core.ApiKey;
import ai.bimpe.simulator.core.Chaos;
import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.faults.FaultRegistry;
import ai.bimpe.simulator.internal.faults.FaultSpec;
import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.MessageLog;
import ai.bimpe.simulator.internal.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Streaming: issuing tickets and opening streams.
 *
 * @since 0.1.0
 */
public final class StreamResource {

	private static final String CONVERSATION = "/agents/{agentId}/conversations/{conversationId}";

	private final Store store;

	private final SimulatorSettings settings;

	private final StreamTicketService tickets;

	private final StreamRegistry streams;

	private final FaultRegistry faults;

	/** Conversations whose last ticket chaos let expire. */
	private final Set<String> expired = ConcurrentHashMap.newKeySet();

	/**
	 * Create the resource.
	 * @param store the state
	 * @param settings the settings
	 * @param tickets the tickets
	 * @param streams the open streams
	 * @param faults the scripted faults
	 */
	public StreamResource(Store store, SimulatorSettings settings, StreamTicketService tickets, StreamRegistry streams,
			FaultRegistry faults) {
		this.store = store;
		this.settings = settings;
		this.tickets = tickets;
		this.streams = streams;
		this.faults = faults;
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.addScoped("POST", CONVERSATION + "/stream-ticket", "issueStreamTicket", "conversations:read",
				this::issue);
		router.addOpen("GET", CONVERSATION + "/stream", "streamMessages", this::open);
		router.addOpen("GET", CONVERSATION + "/messages/stream", "streamMessagesAtEarlierPath", this::openEarlier);
	}

	private ApiResponse issue(ApiRequest request) {
		String agentId = request.path("agentId");
		String conversationId = request.path("conversationId");
		requireConversation(agentId, conversationId);
		ApiKey key = request.key();
		String ticket = this.tickets.issue(agentId, conversationId, (key != null) ? key.value() : "",
				this.settings.ticketLifetime());
		return JsonResponse
			.created(Json.object().put("ticket", ticket).put("expires_in", this.settings.ticketLifetime().toSeconds()));
	}

	private ApiResponse openEarlier(ApiRequest request) {
		if (!this.settings.earlierStreamPath()) {
			throw ApiException.notFound("Message");
		}
		return open(request);
	}

	private ApiResponse open(ApiRequest request) {
		String agentId = request.path("agentId");
		String conversationId = request.path("conversationId");
		String apiKey = this.tickets.redeem(request.query("ticket"), agentId, conversationId);
		requireConversation(agentId, conversationId);
		MessageLog log = this.store.messages(conversationId);
		int position = position(request, log);
		FaultSpec fault = (request.fault() != null) ? request.fault() : new FaultSpec();
		Chaos chaos = fault.chaos();
		SplittableRandom random = (chaos != null) ? this.faults.randomOf(chaos, request.message().path())
				: new SplittableRandom(0);
		if (!this.expired.remove(conversationId) && fault.strikes(Chaos.Kind.EXPIRE, random)) {
			this.expired.add(conversationId);
			throw StreamTicketService.expired();
		}
		StreamSession.Target target = new StreamSession.Target(agentId, conversationId, apiKey);
		return this.streams.open(target, log, position, new StreamFaultInjector(fault, random));
	}

	private int position(ApiRequest request, MessageLog log) {
		String after = request.query("after");
		String cursor = (after != null) ? after : request.header("Last-Event-ID");
		if (cursor == null || cursor.isEmpty()) {
			return log.size();
		}
		boolean inclusive = this.settings.replayInclusive();
		int known = log.positionOf(cursor);
		if (known >= 0) {
			return inclusive ? known : known + 1;
		}
		Instant time = time(cursor);
		if (time == null && this.store.isForgotten(cursor)) {
			return log.positionAfter(cursor);
		}
		if (time == null) {
			throw ApiException.validation("after", "must be the id of a message of this conversation or an ISO time");
		}
		return log.positionAfter(time, inclusive);
	}

	private static @Nullable Instant time(String text) {
		try {
			return OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private void requireConversation(String agentId, String conversationId) {
		if (this.store.agents().find(Store.TEAM, agentId) == null) {
			throw ApiException.notFound("Agent");
		}
		if (this.store.conversations().find(agentId, conversationId) == null) {
			throw ApiException.notFound("Conversation");
		}
	}

}
