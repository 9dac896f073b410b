package ai.bimpe.samples.inbox.conversations;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which conversations the list shows.
 *
 * @param filter the filter
 * @param search what to search for, or an empty text
 */
public record View(Filter filter, String search) {

	/**
	 * Describe a list.
	 * @param filter the filter, or {@code null} when the address names none
	 * @param search what to search for, or {@code null} when the address does not say
	 */
	public View(@Nullable Filter filter, @Nullable String search) {
		this.filter = (filter != null) ? filter : Filter.ALL;
		this.search = (search != null) ? search : "";
	}

	/**
	 * Return what links add to an address to stay in the same list.
	 * @return the query, or an empty text when the list shows all
	 */
	public String query() {
		UriComponentsBuilder query = UriComponentsBuilder.newInstance();
		if (this.filter != Filter.ALL) {
			query.queryParam("filter", this.filter);
		}
		if (StringUtils.hasText(this.search)) {
			query.queryParam("search", "{search}");
		}
		return query.encode().buildAndExpand(this.search).toUriString();
	}

}
