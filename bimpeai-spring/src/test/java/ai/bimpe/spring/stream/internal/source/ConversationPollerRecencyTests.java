package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationChannel;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.conversations.ReactiveConversations;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.PageMeta;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Failed;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Poll;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Polled;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Seen;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Walked;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for what a {@link ConversationPoller} reads of a list that the server sorts, or
 * does not.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversationPollerRecencyTests {

	private static final AgentStreamSettings SETTINGS = AgentStreamSettings.DEFAULTS;

	private final ReactiveConversations conversations = mock();

	/** Page, sort and second of every request. */
	private final List<String> requests = new ArrayList<>();

	private final List<Poll> polls = new ArrayList<>();

	private final List<Disposable> subscriptions = new ArrayList<>();

	private final List<Conversation> rows = new ArrayList<>();

	private final VirtualTime time = new VirtualTime();

	private final ConversationPoller poller = new ConversationPoller(this.conversations, "agt_1",
			ExactWaits.ofRequests(RetrySettings.DEFAULTS), this.time.source());

	private boolean honoured = true;

	private boolean refused;

	private boolean refusedUnsorted;

	private int refusedFrom = Integer.MAX_VALUE;

	private Set<Integer> failing = Set.of();

	private boolean sortedByPage;

	private boolean undatedLast;

	/** Done before the page is answered. */
	private @Nullable Runnable meanwhile;

	@BeforeEach
	void start() {
		given(this.conversations.list(eq("agt_1"), any(), any())).willAnswer((call) -> {
			ConversationQuery query = call.getArgument(1);
			return PagedFlux.create(query.paging().page(), (number) -> page(number, query));
		});
	}

	@AfterEach
	void stop() {
		this.subscriptions.forEach(Disposable::dispose);
	}

	@Test
	void listIsWalkedOnceAndThenPolledForItsFirstPage() {
		rows(350);
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(16));
		assertThat(this.requests).containsExactly("1-@0", "2-@1", "3-@2", "4-@3", "1-@5", "1-@10", "1-@15");
		assertThat(this.polls).filteredOn((poll) -> !(poll instanceof Seen))
			.extracting(Object::getClass)
			.containsExactly(Walked.class, Polled.class, Polled.class, Polled.class);
	}

	@Test
	void pollComesBeforeTheWalkThatIsUnderWay() {
		rows(1000);
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(6));
		assertThat(this.requests).containsExactly("1-@0", "2-@1", "3-@2", "4-@3", "5-@4", "1-@5", "6-@6");
	}

	@Test
	void shortListIsReadAsWholeByEveryPoll() {
		rows(50);
		follow(SETTINGS.withWalkInterval(Duration.ofSeconds(7)));
		this.time.advance(Duration.ofSeconds(16));
		assertThat(this.requests).containsExactly("1-@0", "1-@5", "1-@10", "1-@15");
		assertThat(this.polls).filteredOn(Walked.class::isInstance).hasSize(4);
	}

	@Test
	void pollReadsUntilTheLastThatIsKnown() {
		rows(500);
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(9));
		this.requests.clear();
		move(150);
		this.time.advance(Duration.ofSeconds(6));
		assertThat(this.requests).containsExactly("1-@10", "2-@11", "1-@15");
	}

	@Test
	void conversationWithTimeInTheFutureDoesNotHideTheOthers() {
		rows(500);
		this.rows.add(row("future", this.time.now().plus(Duration.ofDays(1))));
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(9));
		this.requests.clear();
		move(150);
		this.time.advance(Duration.ofSeconds(6));
		assertThat(this.requests).containsExactly("1-@10", "2-@11", "1-@15");
	}

	@Test
	void pagesThatMoveDownFarWhileTheNextIsWaitedForAreInOrder() {
		rows(900);
		this.meanwhile = () -> {
			if (this.requests.size() == 4) {
				move(250);
			}
		};
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(20));
		assertThat(this.polls).filteredOn(Walked.class::isInstance).hasSize(1);
		this.requests.clear();
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.requests).containsExactly("1-@25", "1-@30");
	}

	@Test
	void messagesOfTheSameTimeCostNoFurtherPagesOnceTheyAreKnown() {
		rows(400);
		Instant time = this.time.now();
		this.rows.replaceAll((row) -> row(row.id(), time));
		this.rows.add(row("older", time.minusSeconds(1)));
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(21));
		this.requests.clear();
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.requests).hasSizeLessThanOrEqualTo(3).allMatch((request) -> request.startsWith("1-"));
	}

	@Test
	void listInAnotherOrderIsWalkedAgainAndAgain(CapturedOutput output) {
		this.honoured = false;
		rows(250);
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(11));
		assertThat(this.requests).containsExactly("1-@0", "2-@1", "3-@2", "1-@5", "2-@6", "3-@7", "1-@10", "2-@11");
		assertThat(output).containsOnlyOnce("does not list the conversations of agent 'agt_1'");
	}

	@Test
	void listThatTurnsOutToBeInAnotherOrderBehindTheFirstPageIsWalked() {
		rows(350);
		this.honoured = false;
		this.rows.subList(0, 100).sort(Comparator.comparing(Conversation::lastMessageAt).reversed());
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(9));
		assertThat(this.requests).containsExactly("1-@0", "2-@1", "3-@2", "4-@3", "1-@5", "2-@6", "3-@7", "4-@8");
	}

	@Test
	void listThatIsSortedFromSomeTimeOnIsPolledFromThenOn() {
		this.honoured = false;
		rows(250);
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(4));
		this.honoured = true;
		this.time.advance(Duration.ofSeconds(12));
		assertThat(this.requests).containsExactly("1-@0", "2-@1", "3-@2", "1-@5", "2-@6", "3-@7", "1-@10", "1-@15");
	}

	@Test
	void sortThatIsRefusedIsAskedForAgainAfterTheWalkInterval() {
		this.refused = true;
		rows(150);
		follow(SETTINGS.withWalkInterval(Duration.ofSeconds(12)));
		this.time.advance(Duration.ofSeconds(12));
		assertThat(this.requests).containsExactly("1-@0", "1@1", "2@2", "1@5", "2@6", "1@10", "2@11");
		assertThat(this.polls).noneMatch(Failed.class::isInstance);
		this.refused = false;
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.requests.subList(7, this.requests.size())).containsExactly("1-@15", "2-@16", "1-@20");
	}

	@Test
	void sortIsAskedForAgainWhenListWithoutItWasRefusedAsWell() {
		this.refused = true;
		this.refusedUnsorted = true;
		rows(150);
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(30));
		assertThat(this.requests).containsExactly("1-@0", "1@1");
		assertThat(this.polls).singleElement().isInstanceOf(Failed.class);
		this.refused = false;
		this.refusedUnsorted = false;
		this.time.advance(Duration.ofSeconds(40));
		assertThat(this.requests.subList(2, this.requests.size())).startsWith("1@61", "2@62", "1-@63", "2-@64");
	}

	@Test
	void pageIsReadAgainWhenConversationsWereRemovedBeforeIt() {
		rows(450);
		this.meanwhile = () -> {
			if (this.requests.size() == 3) {
				sorted().subList(0, 120).forEach(this.rows::remove);
			}
		};
		String last = sorted().get(449).id();
		String moved = sorted().get(210).id();
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(7));
		assertThat(this.requests).startsWith("1-@0", "2-@1", "3-@2", "1-@3", "2-@4", "1-@5");
		assertThat(seen()).contains(moved, last);
	}

	@Test
	void conversationsWithoutTimeAreAtEitherEnd() {
		rows(250);
		for (int i = 0; i < 150; i++) {
			this.rows.add(row("undated_" + i, null));
		}
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(9));
		this.requests.clear();
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.requests).containsExactly("2-@10", "2-@15");
		this.rows.removeIf((row) -> row.id().startsWith("undated_1"));
		move(1);
		this.time.advance(Duration.ofSeconds(5));
		assertThat(this.requests.subList(2, this.requests.size())).containsExactly("2-@20", "1-@21");
	}

	@Test
	void conversationsWithoutTimeThatFillTheirPagesCostOneRequest() {
		rows(250);
		undated(200, "webchat");
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(9));
		this.requests.clear();
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.requests).containsExactly("2-@10", "3-@11", "2-@15", "3-@16");
		assertThat(this.polls).filteredOn(Polled.class::isInstance).isNotEmpty();
		this.rows.removeIf((row) -> row.id().equals("undated_7"));
		move(1);
		this.polls.clear();
		this.time.advance(Duration.ofSeconds(6));
		assertThat(seen()).contains(sorted().get(199).id());
	}

	@Test
	void listThatHasBecomeShorterIsPolledFromItsBeginning() {
		rows(50);
		undated(430, "webchat");
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(12));
		this.rows.removeIf((row) -> row.id().startsWith("undated_") && row.id().length() > "undated_99".length());
		this.time.advance(Duration.ofSeconds(10));
		move(1);
		this.polls.clear();
		this.time.advance(Duration.ofSeconds(6));
		assertThat(seen()).contains(sorted().get(100).id());
	}

	@Test
	void firstTimeOfListWithoutAnyIsFoundAtEitherEnd() {
		rows(150);
		undated(450, "whatsapp");
		this.undatedLast = true;
		follow(SETTINGS.withChannels(List.of("webchat", "whatsapp")));
		this.time.advance(Duration.ofSeconds(30));
		this.requests.clear();
		this.time.advance(Duration.ofSeconds(5));
		assertThat(this.requests).hasSize(3);
		this.rows.removeIf((row) -> row.id().equals("undated_7"));
		this.rows.add(row("undated_7", this.time.now(), "whatsapp"));
		this.polls.clear();
		this.time.advance(Duration.ofSeconds(8));
		assertThat(timesOf("undated_7")).contains(this.time.now().minusSeconds(8));
		this.undatedLast = false;
		this.rows.removeIf((row) -> row.id().equals("undated_8"));
		this.rows.add(row("undated_8", this.time.now(), "whatsapp"));
		this.time.advance(Duration.ofSeconds(12));
		assertThat(timesOf("undated_8")).contains(this.time.now().minusSeconds(12));
	}

	@Test
	void listThatNobodyHasReadYetHoldsUpNoPollOfTheOthers() {
		rows(1000);
		List.copyOf(this.rows)
			.forEach((row) -> this.rows.add(row("other_" + row.id(), row.lastMessageAt(), "whatsapp")));
		follow(SETTINGS.withChannels(List.of("webchat", "whatsapp")));
		this.time.advance(Duration.ofSeconds(12));
		assertThat(this.requests).containsExactly("1-@0", "2-@1", "3-@2", "4-@3", "5-@4", "1-@5", "1-@6", "6-@7",
				"7-@8", "8-@9", "1-@10", "1-@11", "9-@12");
		this.time.advance(Duration.ofSeconds(30));
		assertThat(seen()).containsAll(this.rows.stream().map(Conversation::id).toList());
	}

	@Test
	void listOfWhichThePagesAreSortedOneByOneIsWalked() {
		rows(350);
		Collections.shuffle(this.rows, new Random(1));
		this.honoured = false;
		this.sortedByPage = true;
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(9));
		assertThat(this.requests).containsExactly("1-@0", "2-@1", "3-@2", "4-@3", "1-@5", "2-@6", "3-@7", "4-@8");
	}

	@Test
	void pageBehindOthersThatIsRefusedEndsTheList() {
		rows(450);
		this.refusedFrom = 3;
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(11));
		assertThat(this.requests).containsExactly("1-@0", "2-@1", "3-@2", "1-@5", "1-@10");
		assertThat(this.polls).noneMatch(Failed.class::isInstance).noneMatch(Walked.class::isInstance);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void pageThatCannotBeReadIsLeftOutOfTheWalk(boolean honoured) {
		this.honoured = honoured;
		rows(450);
		this.failing = Set.of(3);
		follow(SETTINGS);
		this.time.advance(Duration.ofMinutes(2));
		List<Conversation> listed = honoured ? sorted() : this.rows;
		assertThat(seen()).containsAll(ids(listed.subList(0, 200)))
			.containsAll(ids(listed.subList(300, 450)))
			.doesNotContainAnyElementsOf(ids(listed.subList(200, 300)));
		assertThat(this.polls).noneMatch(Walked.class::isInstance);
		this.failing = Set.of();
		this.time.advance(Duration.ofHours(1));
		assertThat(seen()).containsAll(ids(listed.subList(200, 300)));
	}

	@Test
	void pageThatCannotBeReadHoldsUpNoPoll() {
		rows(500);
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(9));
		this.failing = Set.of(2);
		move(150);
		this.time.advance(Duration.ofMinutes(1));
		move(1);
		this.time.advance(Duration.ofSeconds(10));
		assertThat(seen()).contains(this.rows.get(this.rows.size() - 1).id());
		assertThat(timesOf(this.rows.get(this.rows.size() - 1).id())).contains(this.time.now().minusSeconds(10));
	}

	@Test
	void outageLeavesOutNoPage() {
		rows(450);
		this.failing = Set.of(3, 4, 5);
		follow(SETTINGS);
		this.time.advance(Duration.ofMinutes(2));
		this.failing = Set.of();
		this.time.advance(Duration.ofMinutes(1));
		assertThat(seen()).containsAll(ids(this.rows));
		assertThat(this.polls).filteredOn(Walked.class::isInstance).hasSize(1);
	}

	@Test
	void timeOfTheNewestMessageIsThatOfTheFirstPage() {
		rows(350);
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(4));
		assertThat(this.polls).filteredOn(Seen.class::isInstance)
			.extracting((poll) -> ((Seen) poll).newest())
			.containsExactly(sorted().get(0).lastMessageAt(), null, null, null);
	}

	@Test
	void followerThatTakesNothingHoldsUpNoOther() {
		rows(2000);
		BaseSubscriber<Poll> stuck = stuck();
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(31));
		move(1);
		this.time.advance(Duration.ofSeconds(8));
		assertThat(seen()).contains(this.rows.get(this.rows.size() - 1).id());
		assertThat(this.requests).contains("1-@5", "1-@10", "1-@15", "1-@20", "1-@25", "1-@30", "1-@35");
		assertThat(this.requests.size()).isGreaterThan(25);
		stuck.cancel();
	}

	@Test
	void followerThatIsBusyIsShownWalkAsFastAsItTakesIt() {
		rows(2000);
		List<Poll> taken = new ArrayList<>();
		BaseSubscriber<Poll> busy = busy(taken);
		for (int i = 0; i < 60; i++) {
			this.time.advance(Duration.ofSeconds(3));
			busy.request(1);
		}
		assertThat(conversations(taken)).containsAll(this.rows.stream().map(Conversation::id).toList());
		assertThat(this.requests).filteredOn((request) -> request.startsWith("2-")).hasSize(1);
		busy.cancel();
	}

	@Test
	void followerThatWasStuckIsShownEverything() {
		rows(3000);
		List<Poll> taken = new ArrayList<>();
		BaseSubscriber<Poll> stuck = busy(taken);
		follow(SETTINGS);
		this.time.advance(Duration.ofMinutes(2));
		for (int i = 0; i < 20; i++) {
			move(100);
			this.time.advance(Duration.ofSeconds(6));
		}
		stuck.request(5);
		assertThat(conversations(taken).size()).isLessThanOrEqualTo(PollBuffer.MAX_CONVERSATIONS);
		assertThat(taken).noneMatch(Walked.class::isInstance);
		stuck.request(Long.MAX_VALUE);
		this.time.advance(Duration.ofMinutes(2));
		assertThat(conversations(taken)).containsAll(this.rows.stream().map(Conversation::id).toList());
		assertThat(taken).filteredOn(Walked.class::isInstance).hasSize(1);
		stuck.cancel();
	}

	@Test
	void pageThatComesAgainEndsTheList() {
		rows(250);
		given(this.conversations.list(eq("agt_1"), any(), any())).willAnswer((call) -> {
			ConversationQuery query = call.getArgument(1);
			return PagedFlux.create(query.paging().page(), (number) -> page(1, query));
		});
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(4));
		assertThat(this.requests).containsExactly("1-@0", "1-@1");
	}

	@Test
	void followersShareRequestsAndTheLargestBudget() {
		this.honoured = false;
		rows(9000);
		AgentStreamSettings sharded = SETTINGS.withShards(2).withRequestsPerMinute(60);
		follow("sharded", sharded);
		assertThat(requestsOfMinute()).isEqualTo(30);
		follow("sharded", sharded);
		assertThat(requestsOfMinute()).isEqualTo(60);
		follow("other", SETTINGS.withRequestsPerMinute(40));
		assertThat(requestsOfMinute()).isEqualTo(60);
		assertThat(this.poller.leave(new Follower("sharded", sharded))).isFalse();
		assertThat(requestsOfMinute()).isEqualTo(40);
		assertThat(this.poller.leave(new Follower("sharded", sharded))).isFalse();
		assertThat(this.poller.leave(new Follower("other", SETTINGS.withRequestsPerMinute(40)))).isTrue();
	}

	private BaseSubscriber<Poll> stuck() {
		return busy(new ArrayList<>());
	}

	// Takes what the test requests.
	private BaseSubscriber<Poll> busy(List<Poll> taken) {
		this.poller.join(new Follower("busy", SETTINGS));
		BaseSubscriber<Poll> busy = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
			}

			@Override
			protected void hookOnNext(Poll poll) {
				taken.add(poll);
			}

		};
		this.poller.polls().subscribe(busy);
		return busy;
	}

	private int requestsOfMinute() {
		this.time.advance(Duration.ofSeconds(10));
		this.requests.clear();
		this.time.advance(Duration.ofMinutes(1));
		return this.requests.size();
	}

	@Test
	void listsOfAllFollowersAreRead() {
		rows(2);
		follow("one", SETTINGS.withChannels(List.of("webchat")));
		follow("two", SETTINGS.withChannels(List.of("whatsapp", "webchat")));
		this.time.advance(Duration.ofSeconds(9));
		assertThat(this.polls).filteredOn(Seen.class::isInstance)
			.extracting((poll) -> Objects.requireNonNull(((Seen) poll).query().channel()).value())
			.startsWith("webchat")
			.endsWith("webchat", "whatsapp");
	}

	@Test
	void figuresTellHowLongPollsAndWalksTakeAndWhatIsLeftOfTheBudget() {
		rows(350);
		follow(SETTINGS);
		this.time.advance(Duration.ofSeconds(4));
		assertThat(this.polls).contains(new Walked(Duration.ofSeconds(3), false));
		assertThat(this.poller.requestsLeft()).isEqualTo(56);
		move(150);
		this.time.advance(Duration.ofSeconds(3));
		assertThat(this.polls).contains(new Polled(Duration.ofSeconds(1)));
		assertThat(this.poller.requestsLeft()).isEqualTo(54);
	}

	private void follow(AgentStreamSettings settings) {
		follow("all", settings);
	}

	private void follow(String stream, AgentStreamSettings settings) {
		this.poller.join(new Follower(stream, settings));
		boolean first = this.subscriptions.isEmpty();
		this.subscriptions.add(this.poller.polls().subscribe((poll) -> {
			if (first) {
				this.polls.add(poll);
			}
		}));
	}

	// Later ones are further down in their own order.
	private void rows(int count) {
		Instant time = this.time.now().minus(Duration.ofDays(1));
		for (int i = 0; i < count; i++) {
			this.rows.add(row("cnv_" + i, time.plusSeconds(i)));
		}
	}

	private void undated(int count, String channel) {
		for (int i = 0; i < count; i++) {
			this.rows.add(row("undated_" + i, null, channel));
		}
	}

	private void move(int count) {
		for (int i = 0; i < count; i++) {
			Conversation moved = this.rows.remove(0);
			this.rows.add(row(moved.id(), this.time.now().plusMillis(i)));
		}
	}

	private static Conversation row(String id, @Nullable Instant lastMessageAt) {
		return row(id, lastMessageAt, "webchat");
	}

	private static Conversation row(String id, @Nullable Instant lastMessageAt, String channel) {
		return new Conversation(id, ConversationChannel.of(channel), null, null, null, false, false, false,
				lastMessageAt, null, null, Instant.EPOCH, Instant.EPOCH, null, null, null, null, Map.of());
	}

	private List<Conversation> sorted() {
		return this.rows.stream()
			.sorted(Comparator.comparing(Conversation::lastMessageAt,
					this.undatedLast ? Comparator.nullsLast(Comparator.reverseOrder())
							: Comparator.nullsFirst(Comparator.reverseOrder())))
			.toList();
	}

	private List<String> seen() {
		return conversations(this.polls);
	}

	private static List<String> conversations(List<Poll> polls) {
		return ids(rows(polls).toList());
	}

	private static List<String> ids(List<Conversation> rows) {
		return rows.stream().map(Conversation::id).toList();
	}

	private List<Instant> timesOf(String id) {
		return rows(this.polls).filter((row) -> row.id().equals(id))
			.map(Conversation::lastMessageAt)
			.filter(Objects::nonNull)
			.toList();
	}

	private static Stream<Conversation> rows(List<Poll> polls) {
		return polls.stream().filter(Seen.class::isInstance).flatMap((poll) -> ((Seen) poll).conversations().stream());
	}

	private Mono<ApiResponse<List<Conversation>>> page(int number, ConversationQuery query) {
		boolean sort = "-last_message_at".equals(query.paging().sort());
		this.requests.add(number + (sort ? "-" : "") + "@" + this.time.elapsed().toSeconds());
		if (this.meanwhile != null) {
			this.meanwhile.run();
		}
		if ((sort ? this.refused : this.refusedUnsorted) || number >= this.refusedFrom) {
			return Mono.error(TestFailures.badRequest());
		}
		if (this.failing.contains(number)) {
			return Mono.error(new ApiTimeoutException("Slow", null, true));
		}
		List<Conversation> listed = ((sort && this.honoured) ? sorted() : this.rows).stream()
			.filter((row) -> query.channel() == null || query.channel().equals(row.channelType()))
			.toList();
		int start = Math.min((number - 1) * 100, listed.size());
		int end = Math.min(start + 100, listed.size());
		PageMeta meta = new PageMeta((long) listed.size(), null, null, null, end < listed.size(), null, Map.of());
		List<Conversation> page = new ArrayList<>(listed.subList(start, end));
		if (this.sortedByPage) {
			page.sort(Comparator.comparing(Conversation::lastMessageAt).reversed());
		}
		return Mono.just(new ApiResponse<>(List.copyOf(page), meta, 200, HttpHeaders.EMPTY, "req",
				new RateLimit(null, null, null)));
	}

}
