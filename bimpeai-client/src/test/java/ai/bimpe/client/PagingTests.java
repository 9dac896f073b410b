package ai.bimpe.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.PageMeta;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.support.Wire;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for walking over lists, with the pages counted at the server.
 */
class PagingTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	@RegisterExtension
	final Wire wire = new Wire();

	@Test
	void iteratingGoesOverTheItemsOfAllPages() throws Exception {
		threePages();
		List<String> ids = new ArrayList<>();
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			for (Agent agent : bimpeai.agents().list(ListQuery.create().limit(2).search("x y"))) {
				ids.add(agent.id());
			}
		}
		assertThat(ids).containsExactly("a", "b", "c", "d", "e");
		assertThat(this.wire.request().getTarget()).endsWith("/agents?limit=2&search=x%20y");
		assertThat(this.wire.request().getTarget()).endsWith("/agents?page=2&limit=2&search=x%20y");
		assertThat(this.wire.request().getTarget()).endsWith("/agents?page=3&limit=2&search=x%20y");
	}

	@Test
	void theFirstPageAloneIsFetchedUntilMoreIsAskedFor() {
		threePages();
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			Page<Agent> page = bimpeai.agents().list(ListQuery.create());
			Iterator<Agent> items = page.iterator();
			assertThat(items.next().id()).isEqualTo("a");
			assertThat(items.next().id()).isEqualTo("b");
			assertThat(this.wire.count()).isEqualTo(1);
			assertThat(items.next().id()).isEqualTo("c");
			assertThat(this.wire.count()).isEqualTo(2);
		}
	}

	@Test
	void aStreamThatStopsEarlyFetchesNoMore() {
		threePages();
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.agents().list(ListQuery.create()).stream().limit(3).map(Agent::id)).containsExactly("a",
					"b", "c");
		}
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void pagesCanBeWalkedOneByOne() {
		threePages();
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			List<Integer> sizes = new ArrayList<>();
			for (Page<Agent> page : bimpeai.agents().list(ListQuery.create()).pages()) {
				sizes.add(page.data().size());
			}
			assertThat(sizes).containsExactly(2, 2, 1);
		}
	}

	@Test
	void theLastPageHasNoNext() {
		this.wire.answer(200, page(1, false, "a"));
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			Page<Agent> page = bimpeai.agents().list(ListQuery.create());
			assertThat(page.hasNextPage()).isFalse();
			assertThat(page.requestId()).isNotBlank();
			assertThat(page.meta().currentPage()).isEqualTo(1);
			assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(page::nextPage);
		}
	}

	@Test
	void aPageTellsTheRateLimit() {
		this.wire.answer(Wire.json(200, page(1, true, "a")).addHeader("X-RateLimit-Remaining", "7").build());
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.agents().list(ListQuery.create()).rateLimit().remaining()).isEqualTo(7);
		}
		assertThat(Page.of(List.of()).rateLimit().remaining()).isNull();
	}

	@Test
	void aListThatStartsLaterGoesOnFromThere() throws Exception {
		this.wire.answer(200, page(3, true, "e")).answer(200, page(4, false, "f"));
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.agents().list(ListQuery.create().page(3)).stream().map(Agent::id)).containsExactly("e",
					"f");
		}
		assertThat(this.wire.request().getTarget()).endsWith("page=3");
		assertThat(this.wire.request().getTarget()).endsWith("page=4");
	}

	@Test
	void aListWithoutMetaIsOnePage() {
		this.wire.answerData("[{\"id\":\"a\"}]");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.agents().list(ListQuery.create())).hasSize(1);
		}
	}

	@Test
	void aServerThatRepeatsAPageEndsTheWalkWithAnException() {
		this.wire.answer(200, page(1, true, "a")).answer(200, page(1, true, "a"));
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			Iterator<Agent> items = bimpeai.agents().list(ListQuery.create()).iterator();
			items.next();
			assertThatExceptionOfType(InvalidResponseException.class).isThrownBy(items::next)
				.withMessageContaining("again");
		}
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void aServerThatRepeatsAPageWithoutNumbersEndsTheWalkWithAnException() {
		String page = "{\"message\":\"x\",\"data\":[{\"id\":\"a\"}],\"meta\":{\"has_next_page\":true}}";
		this.wire.answer(200, page).answer(200, page);
		StepVerifier.create(this.wire.reactive().build().agents().list(ListQuery.create()))
			.expectNextCount(1)
			.expectError(InvalidResponseException.class)
			.verify(TIMEOUT);
	}

	@Test
	void aServerThatRepeatsAPageUnderOtherNumbersDoesNotDoSoForEver() {
		AtomicInteger pages = new AtomicInteger();
		this.wire.server().setDispatcher(new Dispatcher() {

			@Override
			public MockResponse dispatch(RecordedRequest request) {
				return Wire.json(200, page(pages.incrementAndGet(), true, "a", "b")).build();
			}

		});
		try (ReactiveBimpeAI client = this.wire.reactive().build()) {
			StepVerifier.create(client.agents().list(ListQuery.create()).take(100).then())
				.expectError(InvalidResponseException.class)
				.verify(TIMEOUT);
		}
		assertThat(pages.get()).isBetween(3, 20);
	}

	@Test
	void aPageThatIsShiftedOnToTheNextOneIsNoRepetition() {
		this.wire.answer(200, page(1, true, "a")).answer(200, page(2, true, "a")).answer(200, page(3, false, "b"));
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.agents().list(ListQuery.create())).extracting(Agent::id).containsExactly("a", "a", "b");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",\"current_page\":2", ",\"page_count\":1000000", ",\"total_count\":1000000" })
	void anEmptyPageIsTheLastWhateverTheServerSays(String meta) {
		String empty = "{\"message\":\"x\",\"data\":[],\"meta\":{\"has_next_page\":true" + meta + "}}";
		this.wire.answer(200, page(1, true, "a")).answer(200, empty).answer(200, empty);
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.agents().list(ListQuery.create())).hasSize(1);
		}
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void aPageWhoseRecordsAreAllLeftOutIsNotEmpty() {
		this.wire.answer(200, page(1, true).replace("[]", "[{\"name\":\"lost\"}]")).answer(200, page(2, false, "a"));
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.agents().list(ListQuery.create())).extracting(Agent::id).containsExactly("a");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	void thePageWithTheNumberOfPagesIsTheLastWhateverTheServerSays(int count) {
		String more = "\"page_count\":" + count + ",\"has_next_page\":true";
		this.wire
			.answer(200,
					page(1, true, "a").replace("\"has_next_page\":true", "\"page_count\":2,\"has_next_page\":true"))
			.answer(200, page(2, true, "b").replace("\"has_next_page\":true", more))
			.answer(200, page(3, true, "c").replace("\"has_next_page\":true", more));
		StepVerifier.create(this.wire.reactive().build().agents().list(ListQuery.create()).map(Agent::id))
			.expectNext("a", "b")
			.expectComplete()
			.verify(TIMEOUT);
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"yes\"", "{}" })
	void withoutAFlagThatCanBeReadTheNumberOfPagesDecides(String flag) {
		this.wire.answer(200, page(1, true, "a").replace("true", flag + ",\"page_count\":2"))
			.answer(200, page(2, true, "b").replace("true", flag + ",\"page_count\":2"));
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.agents().list(ListQuery.create())).extracting(Agent::id).containsExactly("a", "b");
		}
	}

	@Test
	void reactiveItemsFetchAPageOnlyWhenItsFirstItemIsRequested() {
		threePages();
		StepVerifier.create(this.wire.reactive().build().agents().list(ListQuery.create()).map(Agent::id), 1)
			.expectNext("a")
			.then(() -> assertThat(this.wire.count()).isEqualTo(1))
			.thenRequest(2)
			.expectNext("b", "c")
			.then(() -> assertThat(this.wire.count()).isEqualTo(2))
			.thenCancel()
			.verify(TIMEOUT);
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void reactivePagesAreFetchedAsTheyAreRequested() {
		threePages();
		StepVerifier.create(
				this.wire.reactive().build().agents().list(ListQuery.create()).pages().map(Page::data).map(List::size),
				1)
			.expectNext(2)
			.then(() -> assertThat(this.wire.count()).isEqualTo(1))
			.thenRequest(1)
			.expectNext(2)
			.then(() -> assertThat(this.wire.count()).isEqualTo(2))
			.thenRequest(Long.MAX_VALUE)
			.expectNext(1)
			.expectComplete()
			.verify(TIMEOUT);
		assertThat(this.wire.count()).isEqualTo(3);
	}

	@Test
	void reactiveFirstPageIsOneRequest() {
		threePages();
		StepVerifier.create(this.wire.reactive().build().agents().list(ListQuery.create()).firstPage())
			.assertNext((page) -> assertThat(page.hasNextPage()).isTrue())
			.expectComplete()
			.verify(TIMEOUT);
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void aWalkThatTakesEnoughStopsFetching() {
		threePages();
		StepVerifier.create(this.wire.reactive().build().agents().list(ListQuery.create()).take(2))
			.expectNextCount(2)
			.expectComplete()
			.verify(TIMEOUT);
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void aWalkThatIsCancelledWithinAPageBeginsNoOtherFetch() {
		List<Integer> fetched = new ArrayList<>();
		PageMeta more = new PageMeta(null, null, null, null, true, null, Map.of());
		PagedFlux<String> items = PagedFlux.create(null, (number) -> {
			fetched.add(number);
			return Mono.just(new ApiResponse<>(List.of("a" + number, "b" + number), more, 200, new HttpHeaders(), "",
					new RateLimit(null, null, null)));
		});
		StepVerifier.create(items.take(3)).expectNext("a1", "b1", "a2").expectComplete().verify(TIMEOUT);
		assertThat(fetched).containsExactly(1, 2);
	}

	@Test
	void aPageThatFailsEndsTheWalkWithItsError() {
		this.wire.answer(200, page(1, true, "a")).answer(404, "");
		StepVerifier.create(this.wire.reactive().build().agents().list(ListQuery.create()))
			.expectNextCount(1)
			.expectError(NotFoundException.class)
			.verify(TIMEOUT);
	}

	@Test
	void aHundredPagesNeedNoDeepStack() {
		for (int i = 1; i <= 100; i++) {
			this.wire.answer(200, page(i, i < 100, "a" + i));
		}
		StepVerifier.create(this.wire.reactive().build().agents().list(ListQuery.create()))
			.expectNextCount(100)
			.expectComplete()
			.verify(Duration.ofSeconds(60));
	}

	private void threePages() {
		this.wire.answer(200, page(1, true, "a", "b"))
			.answer(200, page(2, true, "c", "d"))
			.answer(200, page(3, false, "e"));
	}

	private static String page(int number, boolean next, String... ids) {
		String items = String.join(",", List.of(ids).stream().map((id) -> "{\"id\":\"" + id + "\"}").toList());
		return "{\"message\":\"Success\",\"data\":[" + items + "],\"meta\":{\"current_page\":" + number
				+ ",\"has_next_page\":" + next + "}}";
	}

}
