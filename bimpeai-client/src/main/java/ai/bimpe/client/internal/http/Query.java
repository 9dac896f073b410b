package ai.bimpe.client.internal.http;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.UnicodeRules;
import org.jspecify.annotations.Nullable;

/**
 * Query of a request, encoded as it is built. Parameters without a value are left out.
 *
 * @since 0.1.0
 */
public final class Query {

	private final StringBuilder text;

	/**
	 * Create without parameters.
	 */
	public Query() {
		this("");
	}

	/**
	 * Create with the parameters of another query.
	 * @param text the text of the other query
	 */
	Query(String text) {
		this.text = new StringBuilder(text);
	}

	/**
	 * Ask for one page of a list.
	 * @param query what the caller asked for
	 * @param page the 1-based number of the page
	 * @return this query
	 */
	Query page(ListQuery query, int page) {
		// The first page is left out unless asked for: fewer surprises for a proxy's
		// cache.
		Integer number = (page == 1 && query.page() == null) ? null : (Integer) page;
		return add("page", number).add("limit", query.limit()).add("search", query.search()).add("sort", query.sort());
	}

	/**
	 * Add a parameter.
	 * @param name the name on the wire
	 * @param value the value, written with {@code toString()}; {@code null} to leave the
	 * parameter out
	 * @return this query
	 * @throws UserException when the value is a text that is not well-formed
	 */
	public Query add(String name, @Nullable Object value) {
		if (value != null) {
			check("The name of a parameter", name);
			check("'" + name + "'", value.toString());
			this.text.append(this.text.isEmpty() ? '?' : '&');
			PercentEncoder.append(this.text, name);
			this.text.append('=');
			PercentEncoder.append(this.text, value.toString());
		}
		return this;
	}

	private static void check(String what, String text) {
		if (!UnicodeRules.isWellFormed(text)) {
			throw new UserException(what + UnicodeRules.PROBLEM);
		}
	}

	/**
	 * Return the query as it is sent.
	 * @return with a leading question mark; empty when there are no parameters
	 */
	String text() {
		return this.text.toString();
	}

}
