package ai.bimpe.client.workflows;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.internal.http.Query;
import org.jspecify.annotations.Nullable;

/**
 * Which workflows to list, and how. Immutable; what is not set is left to the server.
 *
 * @param paging which page to start at, and how to search and sort
 * @param scope which workflows to show, or {@code null} for both own and public ones
 * @since 0.1.0
 */
public record WorkflowQuery(ListQuery paging, @Nullable WorkflowScope scope) {

	private static final WorkflowQuery EMPTY = new WorkflowQuery(ListQuery.create(), null);

	/**
	 * Return a query that leaves everything to the server.
	 * @return the empty query
	 */
	public static WorkflowQuery create() {
		return EMPTY;
	}

	/**
	 * Show own workflows, the public library, or both.
	 * @param scope which of them; both when not set
	 * @return a copy with the filter
	 */
	public WorkflowQuery scope(WorkflowScope scope) {
		return new WorkflowQuery(this.paging, scope);
	}

	/**
	 * Start at this page.
	 * @param page the 1-based number of the first page to read
	 * @return a copy with it
	 * @throws ai.bimpe.client.errors.UserException when the page is below 1
	 */
	public WorkflowQuery page(int page) {
		return new WorkflowQuery(this.paging.page(page), this.scope);
	}

	/**
	 * Read this many items a page.
	 * @param limit from 1 to 100
	 * @return a copy with it
	 * @throws ai.bimpe.client.errors.UserException when the limit is outside 1 to 100
	 */
	public WorkflowQuery limit(int limit) {
		return new WorkflowQuery(this.paging.limit(limit), this.scope);
	}

	/**
	 * Search for a text.
	 * @param search free text, up to 255 characters
	 * @return a copy with it
	 */
	public WorkflowQuery search(String search) {
		return new WorkflowQuery(this.paging.search(search), this.scope);
	}

	/**
	 * Sort by a field.
	 * @param sort the field on the wire, up to 64 characters; a leading {@code -}
	 * reverses the order
	 * @return a copy with it
	 */
	public WorkflowQuery sort(String sort) {
		return new WorkflowQuery(this.paging.sort(sort), this.scope);
	}

	Query filters() {
		return new Query().add("scope", this.scope);
	}

}
