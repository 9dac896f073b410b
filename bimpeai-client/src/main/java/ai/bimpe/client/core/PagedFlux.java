package ai.bimpe.client.core;

import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;

import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.internal.OddAnswers;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

/**
 * The items of a list over all its pages. A page is fetched when its first item is asked
 * for, and every subscription walks the list anew. An empty page, or the page with the
 * number {@link PageMeta#pageCount()}, is the last, whatever the server says. Rows that
 * are added on the server while a list is walked shift the pages, so an item may appear
 * twice.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
public final class PagedFlux<T> extends Flux<T> {

	private static final int MAX_REPEATS = 10;

	private final IntFunction<Mono<ApiResponse<List<T>>>> fetch;

	private final int firstPage;

	private final Flux<T> items;

	private PagedFlux(int firstPage, IntFunction<Mono<ApiResponse<List<T>>>> fetch) {
		this.fetch = fetch;
		this.firstPage = firstPage;
		this.items = pages().concatMapIterable(Page::data, 1);
	}

	/**
	 * Create a list from a function that reads one page.
	 * @param <T> the type of the items
	 * @param firstPage number of the first page; {@code null} for page 1
	 * @param fetch reads the page with a 1-based number
	 * @return the list
	 */
	public static <T> PagedFlux<T> create(@Nullable Integer firstPage, IntFunction<Mono<ApiResponse<List<T>>>> fetch) {
		return new PagedFlux<>((firstPage != null) ? firstPage : 1, fetch);
	}

	/**
	 * Return the pages.
	 * @return pages that are fetched as they are requested
	 */
	public Flux<Page<T>> pages() {
		return Flux.create((sink) -> new PageWalk<>(sink, firstPage()).start());
	}

	/**
	 * Return the first page alone.
	 * @return the first page
	 */
	public Mono<Page<T>> firstPage() {
		return fetch(this.firstPage, null, 0);
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		this.items.subscribe(actual);
	}

	private Mono<Page<T>> fetch(int number, @Nullable Page<T> previous, int repeats) {
		return Mono.defer(() -> this.fetch.apply(number)).map((response) -> page(number, response, previous, repeats));
	}

	private Page<T> page(int number, ApiResponse<List<T>> response, @Nullable Page<T> previous, int repeats) {
		Page<T> page = new Page<>(Values.list(response.data()), response.meta(), response.requestId(),
				response.rateLimit(), date(response.headers()), null);
		boolean same = previous != null && !page.data().isEmpty() && page.data().equals(previous.data());
		int inRow = same ? repeats + 1 : 0;
		if (previous != null && isRepeated(number, page.meta().currentPage(), inRow)) {
			throw new InvalidResponseException(
					"The server sent page " + (number - 1) + " again when asked for page " + number
							+ ": the walk over the list was stopped (request id " + response.requestId() + ")",
					new ErrorResponse(response.status(), null, response.requestId(), null, List.of(), null,
							response.rateLimit(), response.headers(), null),
					null);
		}
		if (isLast(number, page.meta(), response.data())) {
			return page;
		}
		return new Page<>(page.data(), page.meta(), page.requestId(), page.rateLimit(), page.date(),
				fetch(number + 1, page, inRow));
	}

	private static @Nullable Instant date(HttpHeaders headers) {
		try {
			long date = headers.getDate();
			return (date >= 0) ? Instant.ofEpochMilli(date) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	// No single word of the server is trusted: lists that never end cost more than the
	// page that a server may have counted wrongly.
	private static boolean isLast(int number, PageMeta meta, @Nullable List<?> items) {
		Integer pageCount = meta.pageCount();
		Boolean more = meta.hasNextPage();
		if (more == null) {
			more = pageCount != null && number < pageCount;
		}
		if (!more) {
			return true;
		}
		boolean empty = items == null || items.isEmpty();
		if (empty || (pageCount != null && number >= pageCount)) {
			OddAnswers.report(empty ? "An empty page of a list" : "The last page of a list by its page_count",
					"says that a later page exists: the list ends there");
			return true;
		}
		return false;
	}

	// Rows that are added can shift a page on to the next one, though not again and
	// again.
	private static boolean isRepeated(int number, @Nullable Integer currentPage, int inRow) {
		return (currentPage != null) ? currentPage < number || inRow >= MAX_REPEATS : inRow > 0;
	}

}
