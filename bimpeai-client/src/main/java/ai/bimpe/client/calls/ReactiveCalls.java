package ai.bimpe.client.calls;

import java.util.List;

import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import ai.bimpe.client.internal.resource.ResourceFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Telephone calls of an agent, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveCalls {

	private static final Operation<List<Call>> LIST = Operation.list("listCalls", "/agents/{agentId}/calls",
			Call.class);

	private static final Operation<MakeCallResult> MAKE = Operation
		.post("makeCall", "/agents/{agentId}/calls", MakeCallResult.class)
		.notRepeatable();

	private static final Operation<CallDetail> RETRIEVE = Operation.get("getCall", "/agents/{agentId}/calls/{callId}",
			CallDetail.class);

	private static final Operation<List<Call>> LIST_TEAM = Operation.list("listTeamCallsEarlier", "/calls", Call.class);

	static {
		ResourceFactory.register(ReactiveCalls.class, (parts) -> new ReactiveCalls(parts.executor()));
	}

	private final CallExecutor executor;

	ReactiveCalls(CallExecutor executor) {
		this.executor = executor;
	}

	/**
	 * List the calls of an agent ({@code listCalls}). The time of creation is called
	 * {@code created_on}, also for sorting.
	 * @param agentId the id of the agent
	 * @param query which page to start at, and how to filter, search and sort
	 * @param options the options of every call
	 * @return the calls of all pages, fetched as they are asked for
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public PagedFlux<Call> list(String agentId, CallQuery query, RequestOption... options) {
		return this.executor.pages(LIST.call(agentId).query(query.filters()), query.paging(), options);
	}

	/**
	 * Place a call ({@code makeCall}). A phone rings, so after a failure that leaves open
	 * whether the server acted the call is tried again only with an idempotency key of
	 * the caller.
	 * @param agentId the id of the agent
	 * @param request whom to call
	 * @param options the options of the call
	 * @return what became of it, which can be a busy line
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 * @throws ai.bimpe.client.errors.BadRequestException as an error signal, when a live
	 * call is asked for and the agent has no phone number
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<MakeCallResult> make(String agentId, MakeCallRequest request, RequestOption... options) {
		return this.executor.data(MAKE.call(agentId).body(request), options);
	}

	/**
	 * Read a call with its transcript ({@code getCall}).
	 * @param agentId the id of the agent
	 * @param callId the id of the call
	 * @param options the options of the call
	 * @return the call
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or call
	 */
	public Mono<CallDetail> retrieve(String agentId, String callId, RequestOption... options) {
		return this.executor.data(RETRIEVE.call(agentId, callId), options);
	}

	/**
	 * List the calls of the whole team, on a server with the earlier API
	 * ({@code listTeamCallsEarlier}). That API promised only the id of a call, and never
	 * had the list switched on.
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.ApiNotImplementedException as an error signal, as
	 * long as the server answers 501
	 */
	public Flux<Call> listTeam(RequestOption... options) {
		return this.executor.items(LIST_TEAM.call(), options);
	}

}
