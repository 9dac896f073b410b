package ai.bimpe.client.workflows;

import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Workflows of the team and of the public library.
 *
 * @since 0.1.0
 */
public class Workflows {

	private final ReactiveWorkflows reactive;

	/**
	 * Made by the client; applications get it from
	 * {@link ai.bimpe.client.BimpeAI#workflows()}.
	 * @param reactive does the work
	 */
	public Workflows(ReactiveWorkflows reactive) {
		this.reactive = reactive;
	}

	/**
	 * List workflows ({@code listWorkflows}).
	 * @param query which page to start at, and how to filter, search and sort
	 * @param options the options of every call
	 * @return the first page of the workflows; iterating over it goes on to the later
	 * ones
	 */
	public Page<Workflow> list(WorkflowQuery query, RequestOption... options) {
		return Blocking.await(this.reactive.list(query, options).firstPage(), "ReactiveWorkflows.list");
	}

	/**
	 * Create a workflow ({@code createWorkflow}).
	 * @param request what it is made of
	 * @param options the options of the call
	 * @return the new workflow, private to the team
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public Workflow create(CreateWorkflowRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.create(request, options), "ReactiveWorkflows.create");
	}

	/**
	 * Read a workflow, own or public ({@code getWorkflow}).
	 * @param workflowId the id of the workflow
	 * @param options the options of the call
	 * @return the workflow
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such workflow
	 */
	public Workflow retrieve(String workflowId, RequestOption... options) {
		return Blocking.await(this.reactive.retrieve(workflowId, options), "ReactiveWorkflows.retrieve");
	}

	/**
	 * Change an own workflow ({@code updateWorkflow}).
	 * @param workflowId the id of the workflow
	 * @param request the changes; what is not set stays as it is
	 * @param options the options of the call
	 * @return the workflow after the change
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such workflow
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public Workflow update(String workflowId, UpdateWorkflowRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.update(workflowId, request, options), "ReactiveWorkflows.update");
	}

	/**
	 * Delete an own workflow ({@code deleteWorkflow}).
	 * @param workflowId the id of the workflow
	 * @param options the options of the call
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such workflow
	 */
	public void delete(String workflowId, RequestOption... options) {
		Blocking.awaitOptional(this.reactive.delete(workflowId, options), "ReactiveWorkflows.delete");
	}

	/**
	 * Copy a workflow, own or public ({@code cloneWorkflow}).
	 * @param workflowId the id of the workflow to copy
	 * @param options the options of the call
	 * @return the copy, which the team owns
	 * @throws ai.bimpe.client.errors.NotFoundException when the team can see no such
	 * workflow
	 */
	public Workflow clone(String workflowId, RequestOption... options) {
		return Blocking.await(this.reactive.clone(workflowId, options), "ReactiveWorkflows.clone");
	}

}
