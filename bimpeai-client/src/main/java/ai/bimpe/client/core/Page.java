package ai.bimpe.client.core;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.internal.Blocking;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One page of a list. Iterating goes over the items of this page and of all later ones,
 * fetching a page only when its first item is asked for. Rows that are added on the
 * server while a list is walked shift the pages, so an item may appear twice.
 *
 * <p>
 * Immutable and safe to share between threads. Methods that fetch a page block the
 * calling thread, and refuse to do so on a thread that must not block.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
public final class Page<T> implements Iterable<T> {

	private final List<T> data;

	private final PageMeta meta;

	private final String requestId;

	private final RateLimit rateLimit;

	private final @Nullable Instant date;

	private final @Nullable Mono<Page<T>> next;

	Page(List<T> data, PageMeta meta, String requestId, RateLimit rateLimit, @Nullable Instant date,
			@Nullable Mono<Page<T>> next) {
		this.data = Values.list(data);
		this.meta = meta;
		this.requestId = requestId;
		this.rateLimit = rateLimit;
		this.date = date;
		this.next = next;
	}

	/**
	 * Create the only page of a list, as a stand-in for an answer in tests.
	 * @param <T> the type of the items
	 * @param data the items
	 * @return a page without a next one
	 */
	public static <T> Page<T> of(List<T> data) {
		return new Page<>(data, PageMeta.NONE, "", new RateLimit(null, null, null), null, null);
	}

	/**
	 * Return the items of this page.
	 * @return the items, unmodifiable
	 */
	public List<T> data() {
		return this.data;
	}

	/**
	 * Return what the server says about this page.
	 * @return the meta data; {@link PageMeta#NONE} when absent
	 */
	public PageMeta meta() {
		return this.meta;
	}

	/**
	 * Return the id that finds the call for this page in the logs of the server.
	 * @return the request id
	 */
	public String requestId() {
		return this.requestId;
	}

	/**
	 * Return what the server said about the rate limit with this page.
	 * @return the rate limit, with {@code null} for what was not sent
	 */
	public RateLimit rateLimit() {
		return this.rateLimit;
	}

	/**
	 * Return when the server sent this page, by its own clock: what the times of the
	 * items can be compared with, whatever the clock of this machine says.
	 * @return the time in whole seconds; {@code null} when the server did not say, as for
	 * a stand-in
	 */
	public @Nullable Instant date() {
		return this.date;
	}

	/**
	 * Return whether the server has a later page.
	 * @return {@code true} while a later page exists
	 */
	public boolean hasNextPage() {
		return this.next != null;
	}

	/**
	 * Fetch the next page.
	 * @return the next page
	 * @throws NoSuchElementException when this is the last page
	 * @throws ai.bimpe.client.errors.BimpeAIException when the call fails, or the server
	 * sends the same page again
	 */
	public Page<T> nextPage() {
		return Blocking.await(next(), "PagedFlux.pages()");
	}

	Mono<Page<T>> next() {
		if (this.next == null) {
			throw new NoSuchElementException("This is the last page: ask hasNextPage() first");
		}
		return this.next;
	}

	/**
	 * Iterate over the items of this page and of all later ones.
	 * @return a lazy iterator; its methods can throw what {@link #nextPage()} throws
	 */
	@Override
	public Iterator<T> iterator() {
		return stream().iterator();
	}

	/**
	 * Return the items of this page and of all later ones.
	 * @return a lazy, sequential stream
	 */
	public Stream<T> stream() {
		return StreamSupport.stream(pages().spliterator(), false).flatMap((page) -> page.data().stream());
	}

	/**
	 * Return this page and all later ones.
	 * @return pages that are fetched when they are reached
	 */
	public Iterable<Page<T>> pages() {
		return () -> new PageIterator<>(this);
	}

	@Override
	public String toString() {
		return "Page[size=" + this.data.size() + ", meta=" + this.meta + ", requestId=" + this.requestId + "]";
	}

	private static final class PageIterator<T> implements Iterator<Page<T>> {

		private final Page<T> first;

		private @Nullable Page<T> last;

		private PageIterator(Page<T> first) {
			this.first = first;
		}

		@Override
		public boolean hasNext() {
			return this.last == null || this.last.hasNextPage();
		}

		@Override
		public Page<T> next() {
			this.last = (this.last != null) ? this.last.nextPage() : this.first;
			return this.last;
		}

	}

}
