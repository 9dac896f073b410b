package ai.bimpe.client.workflows;

import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import ai.bimpe.client.internal.resource.ResourceFactory;
import reactor.core.publisher.Mono;

/**
 * Workflows of the team and of the public library, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveWorkflows {

	private static final Operation<List<Workflow>> LIST = Operation.list("listWorkflows", "/workflows", Workflow.class);

	private static final Operation<Workflow> CREATE = Operation.post("createWorkflow", "/workflows", Workflow.class);

	private static final Operation<Workflow> RETRIEVE = Operation.get("getWorkflow", "/workflows/{workflowId}",
			Workflow.class);

	private static final Operation<Workflow> UPDATE = Operation.patch("updateWorkflow", "/workflows/{workflowId}",
			Workflow.class);

	private static final Operation<Void> DELETE = Operation.delete("deleteWorkflow", "/workflows/{workflowId}");

	private static final Operation<Workflow> CLONE = Operation.post("cloneWorkflow", "/workflows/clone",
			Workflow.class);

	static {
		ResourceFactory.register(ReactiveWorkflows.class, (parts) -> new ReactiveWorkflows(parts.executor()));
	}

	private final CallExecutor executor;

	ReactiveWorkflows(CallExecutor executor) {
		this.executor = executor;
	}

	/**
	 * List workflows ({@code listWorkflows}).
	 * @param query which page to start at, and how to filter, search and sort
	 * @param options the options of every call
	 * @return the workflows of all pages, fetched as they are asked for
	 */
	public PagedFlux<Workflow> list(WorkflowQuery query, RequestOption... options) {
		return this.executor.pages(LIST.call().query(query.filters()), query.paging(), options);
	}

	/**
	 * Create a workflow ({@code createWorkflow}).
	 * @param request what it is made of
	 * @param options the options of the call
	 * @return the new workflow, private to the team
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<Workflow> create(CreateWorkflowRequest request, RequestOption... options) {
		return this.executor.data(CREATE.call().body(request), options);
	}

	/**
	 * Read a workflow, own or public ({@code getWorkflow}).
	 * @param workflowId the id of the workflow
	 * @param options the options of the call
	 * @return the workflow
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such workflow
	 */
	public Mono<Workflow> retrieve(String workflowId, RequestOption... options) {
		return this.executor.data(RETRIEVE.call(workflowId), options);
	}

	/**
	 * Change an own workflow ({@code updateWorkflow}).
	 * @param workflowId the id of the workflow
	 * @param request the changes; what is not set stays as it is
	 * @param options the options of the call
	 * @return the workflow after the change
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such workflow
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<Workflow> update(String workflowId, UpdateWorkflowRequest request, RequestOption... options) {
		return this.executor.data(UPDATE.call(workflowId).body(request), options);
	}

	/**
	 * Delete an own workflow ({@code deleteWorkflow}).
	 * @param workflowId the id of the workflow
	 * @param options the options of the call
	 * @return completion
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such workflow
	 */
	public Mono<Void> delete(String workflowId, RequestOption... options) {
		return this.executor.data(DELETE.call(workflowId), options);
	}

	/**
	 * Copy a workflow, own or public ({@code cloneWorkflow}).
	 * @param workflowId the id of the workflow to copy
	 * @param options the options of the call
	 * @return the copy, which the team owns
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * can see no such workflow
	 */
	public Mono<Workflow> clone(String workflowId, RequestOption... options) {
		return Mono
			.defer(() -> this.executor.data(CLONE.call().body(Map.of("source_workflow_id", workflowId)), options));
	}

}
