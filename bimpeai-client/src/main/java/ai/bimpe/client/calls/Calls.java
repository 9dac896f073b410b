package ai.bimpe.client.calls;

import java.util.List;

import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Telephone calls of an agent.
 *
 * @since 0.1.0
 */
public class Calls {

	private final ReactiveCalls reactive;

	/**
	 * Made by the client; applications get it from
	 * {@link ai.bimpe.client.BimpeAI#calls()}.
	 * @param reactive does the work
	 */
	public Calls(ReactiveCalls reactive) {
		this.reactive = reactive;
	}

	/**
	 * List the calls of an agent ({@code listCalls}). The time of creation is called
	 * {@code created_on}, also for sorting.
	 * @param agentId the id of the agent
	 * @param query which page to start at, and how to filter, search and sort
	 * @param options the options of every call
	 * @return the first page of the calls; iterating over it goes on to the later ones
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public Page<Call> list(String agentId, CallQuery query, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, query, options).firstPage(), "ReactiveCalls.list");
	}

	/**
	 * Place a call ({@code makeCall}). A phone rings, so after a failure that leaves open
	 * whether the server acted the call is tried again only with an idempotency key of
	 * the caller.
	 * @param agentId the id of the agent
	 * @param request whom to call
	 * @param options the options of the call
	 * @return what became of it, which can be a busy line
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 * @throws ai.bimpe.client.errors.BadRequestException when a live call is asked for
	 * and the agent has no phone number
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public MakeCallResult make(String agentId, MakeCallRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.make(agentId, request, options), "ReactiveCalls.make");
	}

	/**
	 * Read a call with its transcript ({@code getCall}).
	 * @param agentId the id of the agent
	 * @param callId the id of the call
	 * @param options the options of the call
	 * @return the call
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * call
	 */
	public CallDetail retrieve(String agentId, String callId, RequestOption... options) {
		return Blocking.await(this.reactive.retrieve(agentId, callId, options), "ReactiveCalls.retrieve");
	}

	/**
	 * List the calls of the whole team, on a server with the earlier API
	 * ({@code listTeamCallsEarlier}). That API promised only the id of a call, and never
	 * had the list switched on.
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.ApiNotImplementedException as long as the server
	 * answers 501
	 */
	public List<Call> listTeam(RequestOption... options) {
		return Blocking.await(this.reactive.listTeam(options).collectList(), "ReactiveCalls.listTeam");
	}

}
