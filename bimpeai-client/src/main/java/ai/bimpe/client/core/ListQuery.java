package ai.bimpe.client.core;

import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list to read, and how it is searched and sorted. Immutable; what is not
 * set is left to the server.
 *
 * @param page the 1-based number of the first page to read, or {@code null} for the first
 * @param limit items a page, from 1 to 100, or {@code null} for the default of the server
 * @param search free text to search for, or {@code null}
 * @param sort field to sort by, with a leading {@code -} for descending order, or
 * {@code null}
 * @since 0.1.0
 */
public record ListQuery(@Nullable Integer page, @Nullable Integer limit, @Nullable String search,
		@Nullable String sort) {

	private static final int MAX_LIMIT = 100;

	private static final ListQuery EMPTY = new ListQuery(null, null, null, null);

	public ListQuery {
		if (page != null && page < 1) {
			throw new UserException("'page' must be 1 or more, but is " + page);
		}
		if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
			throw new UserException("'limit' must be from 1 to " + MAX_LIMIT + ", but is " + limit);
		}
	}

	/**
	 * Return a query that leaves everything to the server.
	 * @return the empty query
	 */
	public static ListQuery create() {
		return EMPTY;
	}

	/**
	 * Start at this page.
	 * @param page the 1-based number of the first page to read
	 * @return a copy with the page
	 * @throws UserException when the page is below 1
	 */
	public ListQuery page(int page) {
		return new ListQuery(page, this.limit, this.search, this.sort);
	}

	/**
	 * Read this many items a page.
	 * @param limit from 1 to 100
	 * @return a copy with the limit
	 * @throws UserException when the limit is outside 1 to 100
	 */
	public ListQuery limit(int limit) {
		return new ListQuery(this.page, limit, this.search, this.sort);
	}

	/**
	 * Search for a text.
	 * @param search free text, up to 255 characters; which fields it looks at depends on
	 * the list
	 * @return a copy with the text
	 */
	public ListQuery search(String search) {
		return new ListQuery(this.page, this.limit, search, this.sort);
	}

	/**
	 * Sort by a field.
	 * @param sort the field on the wire, for example {@code created_at}, up to 64
	 * characters; a leading {@code -} reverses the order
	 * @return a copy with the order
	 */
	public ListQuery sort(String sort) {
		return new ListQuery(this.page, this.limit, this.search, sort);
	}

	/**
	 * Return what was asked for, without the text that is searched for: it can be a name
	 * or a number of a person.
	 */
	@Override
	public String toString() {
		return "ListQuery[page=" + this.page + ", limit=" + this.limit + ", sort=" + this.sort + "]";
	}

}
