package ai.bimpe.client.core;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * What the server says about a page. Everything can be missing.
 *
 * @param totalCount items that match over all pages
 * @param pageCount number of pages at this page size
 * @param currentPage 1-based number of this page
 * @param limit page size that the server applied
 * @param hasNextPage whether a later page exists
 * @param hasPreviousPage whether an earlier page exists
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record PageMeta(@Nullable Long totalCount, @Nullable Integer pageCount, @Nullable Integer currentPage,
		@Nullable Integer limit, @Nullable Boolean hasNextPage, @Nullable Boolean hasPreviousPage,
		@UnknownFields Map<String, Object> additionalProperties) {

	/** Meta of an answer that sent none. */
	public static final PageMeta NONE = new PageMeta(null, null, null, null, null, null, Map.of());

	public PageMeta {
		additionalProperties = Values.map(additionalProperties);
	}

}
