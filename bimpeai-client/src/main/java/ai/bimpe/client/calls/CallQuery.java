package ai.bimpe.client.calls;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.internal.http.Query;
import org.jspecify.annotations.Nullable;

/**
 * Which calls to list, and how. Immutable; what is not set is left to the server.
 *
 * @param paging which page to start at, and how to search and sort
 * @param isTestCall whether the shared test telephony was used, or {@code null} for all
 * @param status the state, or {@code null} for all
 * @since 0.1.0
 */
public record CallQuery(ListQuery paging, @Nullable Boolean isTestCall, @Nullable CallStatus status) {

	private static final CallQuery EMPTY = new CallQuery(ListQuery.create(), null, null);

	/**
	 * Return a query that leaves everything to the server.
	 * @return the empty query
	 */
	public static CallQuery create() {
		return EMPTY;
	}

	/**
	 * Show only test calls, or only live ones.
	 * @param isTestCall {@code true} for calls through the shared test telephony
	 * @return a copy with the filter
	 */
	public CallQuery isTestCall(boolean isTestCall) {
		return new CallQuery(this.paging, isTestCall, this.status);
	}

	/**
	 * Show only the calls in one state.
	 * @param status the state
	 * @return a copy with the filter
	 */
	public CallQuery status(CallStatus status) {
		return new CallQuery(this.paging, this.isTestCall, status);
	}

	/**
	 * Start at this page.
	 * @param page the 1-based number of the first page to read
	 * @return a copy with it
	 * @throws ai.bimpe.client.errors.UserException when the page is below 1
	 */
	public CallQuery page(int page) {
		return new CallQuery(this.paging.page(page), this.isTestCall, this.status);
	}

	/**
	 * Read this many items a page.
	 * @param limit from 1 to 100
	 * @return a copy with it
	 * @throws ai.bimpe.client.errors.UserException when the limit is outside 1 to 100
	 */
	public CallQuery limit(int limit) {
		return new CallQuery(this.paging.limit(limit), this.isTestCall, this.status);
	}

	/**
	 * Search for a text.
	 * @param search free text, up to 255 characters
	 * @return a copy with it
	 */
	public CallQuery search(String search) {
		return new CallQuery(this.paging.search(search), this.isTestCall, this.status);
	}

	/**
	 * Sort by a field.
	 * @param sort the field on the wire, up to 64 characters; a leading {@code -}
	 * reverses the order
	 * @return a copy with it
	 */
	public CallQuery sort(String sort) {
		return new CallQuery(this.paging.sort(sort), this.isTestCall, this.status);
	}

	Query filters() {
		return new Query().add("is_test_call", this.isTestCall).add("status", this.status);
	}

}
