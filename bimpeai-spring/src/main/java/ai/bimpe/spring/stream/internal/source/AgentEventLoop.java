package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.Durations;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Failed;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Poll;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Polled;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Seen;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Walked;
import ai.bimpe.spring.stream.internal.source.ConversationState.State;
import ai.bimpe.spring.stream.internal.source.MessageSource.Incoming;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One subscription to an {@link AgentMessageSource}. The list, the streams and the timers
 * are merged into one sequence of steps; a step changes the state, and may bring
 * something in. Steps follow each other, and are taken on demand, so nothing here is
 * locked, and a slow consumer slows down every source.
 */
final class AgentEventLoop {

	/** More streams are tried when so many poll intervals went by without a refusal. */
	private static final int RECOVERY_POLLS = 12;

	private static final int TICKS_A_POLL = 4;

	private final ConversationPoller poller;

	private final ConversationStreams streams;

	private final AgentStreamSettings settings;

	private final RequestWaits waits;

	private final TimeSource time;

	private final ServerClock clock;

	private final Predicate<String> inShard;

	private final CheckpointReader checkpoints;

	private final ConversationControl control;

	private final Set<ConversationQuery> queries;

	private final SessionScheduler sessionScheduler;

	private final GapChecks gapChecks;

	private final AgentConversations conversations;

	private final Sinks.Many<Flux<Step>> sources = Sinks.many().unicast().onBackpressureBuffer();

	private final ForgottenConversations forgotten;

	/** How far conversations are that need not be followed any more. */
	private volatile Map<String, Cursor> quiet = Map.of();

	/** Openings that a busy server has refused, since one has succeeded. */
	private RequestFailures refusals;

	private int walk;

	private boolean listed;

	private long reconnects;

	AgentEventLoop(ConversationPoller poller, ConversationStreams streams, AgentStreamSettings settings,
			RequestWaits waits, TimeSource time, ServerClock clock, int maxLive, Predicate<String> inShard,
			CheckpointReader checkpoints, ConversationControl control) {
		this.poller = poller;
		this.streams = streams;
		this.settings = settings;
		this.waits = waits;
		this.refusals = new RequestFailures(waits);
		this.time = time;
		this.clock = clock;
		this.inShard = inShard;
		this.checkpoints = checkpoints;
		this.control = control;
		this.conversations = new AgentConversations(checkpoints);
		this.forgotten = new ForgottenConversations(this.conversations, inShard, checkpoints, poller);
		this.queries = Set.copyOf(ConversationList.queries(settings));
		Duration interval = settings.pollInterval();
		this.sessionScheduler = new SessionScheduler(maxLive, interval, interval.multipliedBy(RECOVERY_POLLS));
		this.gapChecks = new GapChecks(settings.activeWindow());
	}

	Flux<Incoming> incoming() {
		add(this.poller.polls().concatMap(this::steps, 0));
		add(this.time.interval(this.settings.pollInterval().dividedBy(TICKS_A_POLL))
			.onBackpressureDrop()
			.map((tick) -> this::tick));
		add(this.control.requests().map((request) -> () -> requested(request)));
		add(this.control.retries().map((retry) -> this::retry));
		return Flux.merge(this.sources.asFlux(), Integer.MAX_VALUE, 1).mapNotNull(Step::take);
	}

	private void add(Flux<Step> source) {
		this.sources.emitNext(source, Sinks.EmitFailureHandler.FAIL_FAST);
	}

	private Mono<Step> steps(Poll poll) {
		if (poll instanceof Seen page) {
			return this.queries.contains(page.query()) ? start(page).then(Mono.defer(() -> steps(page))) : Mono.empty();
		}
		if (poll instanceof Failed failed) {
			return Mono.just(() -> failed(failed.event()));
		}
		boolean walked = poll instanceof Walked;
		report(poll);
		Map<String, Cursor> quiet = this.quiet;
		return quiet.isEmpty() ? Mono.just(() -> read(walked, Map.of()))
				: this.checkpoints.acknowledged(quiet).map((acknowledged) -> () -> read(walked, acknowledged));
	}

	private void report(Poll poll) {
		if (poll instanceof Polled polled) {
			this.control.status().polled(polled.duration());
		}
		else if (poll instanceof Walked walked) {
			this.control.status().walked(walked.duration());
			if (walked.isPoll()) {
				this.control.status().polled(walked.duration());
			}
		}
	}

	private Mono<Step> steps(Seen page) {
		List<Conversation> ours = page.conversations()
			.stream()
			.filter((conversation) -> ServerIds.isUsable(conversation.id()) && this.inShard.test(conversation.id()))
			.toList();
		List<Conversation> unread = List.copyOf(this.conversations.unread());
		List<String> news = this.conversations.news(Stream.concat(unread.stream(), ours.stream()).toList(), since());
		return news.isEmpty() ? Mono.just(() -> seen(ours, Map.of())) : this.checkpoints.begin(news)
			.map((begun) -> () -> seen(Stream
				.concat(unread.stream().filter((conversation) -> begun.containsKey(conversation.id())), ours.stream())
				.toList(), begun));
	}

	// What was active lately is live although nothing is new.
	private @Nullable Instant since() {
		Instant start = this.checkpoints.startTime();
		Instant active = activeSince();
		return (start == null || start.isBefore(active)) ? start : active;
	}

	// Other lists may have later messages.
	private Mono<Void> start(Seen page) {
		return Mono.defer(() -> {
			this.clock.synchronize(page.date());
			return this.checkpoints.isStarted() ? Mono.empty() : this.checkpoints
				.start(this.clock.start(page.date(), (this.queries.size() == 1) ? page.newest() : null));
		});
	}

	private @Nullable Incoming seen(List<Conversation> page, Map<String, ConversationState> begun) {
		begun.values().forEach(this.gapChecks::found);
		Instant since = since();
		for (Conversation row : page) {
			ConversationState conversation = this.conversations.listed(row, begun.get(row.id()), since, this.walk);
			if (conversation != null) {
				seen(conversation);
			}
		}
		open();
		if (this.listed) {
			return null;
		}
		this.listed = true;
		return new Incoming(null, new StreamEvent.Connected(this.reconnects++));
	}

	private void seen(ConversationState conversation) {
		if (conversation.isOwed()) {
			this.sessionScheduler.want(conversation);
		}
		else if (conversation.isUntouched() && isQuiet(conversation)) {
			this.conversations.rest(conversation);
		}
	}

	private boolean isQuiet(ConversationState conversation) {
		return conversation.state() == State.RESTING && !conversation.isOwed() && this.gapChecks.isSettled(conversation)
				&& !conversation.isActive(activeSince());
	}

	private Incoming failed(StreamEvent.Reconnecting event) {
		this.listed = false;
		return new Incoming(null, event);
	}

	private @Nullable Incoming read(boolean walked, Map<String, Cursor> acknowledged) {
		int ended = walked ? this.walk++ : this.walk - 1;
		this.conversations.forget(acknowledged, this::isQuiet, ended).forEach(this.control.status()::cleared);
		if (walked) {
			this.forgotten.walked(this.conversations.gone(ended));
			this.gapChecks.walked();
		}
		add(this.forgotten.removeNext().thenMany(Flux.empty()));
		this.quiet = this.conversations.quiet(this::isQuiet, ended);
		this.gapChecks.look(this.conversations.followed());
		// At least one, or none is ever asked where all streams are always needed.
		this.gapChecks.next(Math.max(1, this.sessionScheduler.room(now()))).forEach(this.sessionScheduler::want);
		if (this.gapChecks.isEmpty()) {
			wantActive(activeSince());
		}
		open();
		return null;
	}

	private void wantActive(Instant since) {
		this.conversations.followed()
			.stream()
			.filter((conversation) -> conversation.state() == State.RESTING && conversation.isActive(since))
			.sorted(Comparator.comparing(ConversationState::lastMessageAt).reversed())
			.limit(this.sessionScheduler.spare())
			.forEach(this.sessionScheduler::want);
	}

	private @Nullable Incoming tick() {
		long now = now();
		this.sessionScheduler.recover(now);
		this.sessionScheduler.closeInactive(activeSince(), now);
		this.gapChecks.next(this.sessionScheduler.room(now)).forEach(this.sessionScheduler::want);
		this.sessionScheduler.makeRoom(now);
		open();
		return null;
	}

	private @Nullable Incoming retry() {
		this.poller.retry();
		this.streams.resume();
		return null;
	}

	private @Nullable Incoming requested(ConversationControl.Request request) {
		if (request instanceof ConversationControl.Release) {
			release(request.conversationId());
		}
		else {
			add(this.conversations.resume(request.conversationId())
				.<Step>map((resumption) -> () -> resumed(resumption))
				.flux());
		}
		return null;
	}

	private void release(String id) {
		ConversationState conversation = this.conversations.get(id);
		this.control.status().cleared(id);
		if (!this.conversations.release(id)) {
			return;
		}
		if (conversation != null && conversation.state() == State.LIVE) {
			// Released when it has ended, behind everything that it has brought.
			conversation.openSession().close(false);
			return;
		}
		if (conversation != null) {
			this.sessionScheduler.forget(conversation);
			conversation.state(State.RELEASED);
		}
		this.control.released(id);
	}

	private @Nullable Incoming resumed(ReleasedConversations.Resumption resumption) {
		ConversationState conversation = this.conversations.resumed(resumption, this.walk);
		if (conversation != null) {
			this.sessionScheduler.want(conversation);
			open();
		}
		return null;
	}

	private void open() {
		for (ConversationState next = this.sessionScheduler.next(); next != null; next = this.sessionScheduler.next()) {
			add(follow(next));
		}
		this.control.status().sessions(this.sessionScheduler.live(), this.sessionScheduler.waiting());
	}

	// The last step tells of the end, behind everything that the stream has brought: not
	// before that may the conversation be opened again.
	private Flux<Step> follow(ConversationState conversation) {
		ConversationSession session = conversation.openSession();
		return this.streams.open(conversation, session)
			.<Step>map((event) -> () -> happened(conversation, session, event))
			.concatWith(Mono.just(() -> ended(conversation, session,
					new StreamDisconnectedException("The server closed the stream"))))
			.onErrorResume(AgentEventLoop::isOfConversation,
					(failure) -> Mono.just(() -> ended(conversation, session, (BimpeAIException) failure)));
	}

	// Such as a client that was closed.
	private static boolean isOfConversation(Throwable failure) {
		return failure instanceof BimpeAIException && !(failure instanceof UserException);
	}

	private @Nullable Incoming happened(ConversationState conversation, ConversationSession session,
			StreamEvent event) {
		if (event instanceof StreamEvent.Connected) {
			session.connected(now());
			this.streams.continued(conversation);
			if (this.refusals.count() > 0) {
				this.refusals = new RequestFailures(this.waits);
			}
		}
		else if (event instanceof StreamEvent.Message received) {
			boolean isNew = conversation.received(received.message());
			session.received(now());
			if (!isNew) {
				return null;
			}
			healthy(conversation);
		}
		else if (event instanceof StreamEvent.Heartbeat) {
			conversation.caughtUp(session);
			healthy(conversation);
		}
		return (event instanceof StreamEvent.Ended) ? null : new Incoming(conversation.id(), event);
	}

	private @Nullable Incoming ended(ConversationState conversation, ConversationSession session,
			BimpeAIException cause) {
		if (!this.conversations.isFollowed(conversation)) {
			this.sessionScheduler.ended(conversation, State.RELEASED);
			this.control.released(conversation.id());
			open();
			return null;
		}
		if (session.isClosing()) {
			this.sessionScheduler.ended(conversation, State.RESTING);
			if (session.isAgain() || conversation.isOwed()) {
				this.sessionScheduler.want(conversation);
			}
			open();
			return null;
		}
		if (cause instanceof RateLimitException limited) {
			return refused(conversation, limited);
		}
		if (UnknownCursor.isPossible(cause) && conversation.continueByTime()) {
			this.sessionScheduler.ended(conversation, State.RESTING);
			this.sessionScheduler.want(conversation);
			open();
			return null;
		}
		if (session.isConnected()
				&& now() - session.since() >= Durations.limit(this.waits.resetThreshold()).toNanos()) {
			conversation.held();
			this.control.status().cleared(conversation.id());
		}
		this.sessionScheduler.ended(conversation, State.BACKING_OFF);
		RequestFailures failures = conversation.failures(this.waits);
		Duration delay = failures.delayAfter(cause);
		if (!session.isConnected() || !(cause instanceof StreamDisconnectedException)) {
			this.control.status().failed(conversation.id(), cause, failures.count(), this.time.instant(), delay);
		}
		Mono<?> due = Mono.firstWithSignal(this.time.delay(delay), this.control.retries().next());
		add(due.<Step>map((signal) -> () -> backedOff(conversation)).flux());
		open();
		if (StreamRetries.isRefusal(cause) && !(cause instanceof AuthenticationException)) {
			// Of this conversation alone, which may be gone for good: no news of the
			// stream.
			this.streams.complain(conversation, cause);
			return null;
		}
		return new Incoming(conversation.id(), new StreamEvent.Reconnecting(failures.count(), delay, cause));
	}

	// Not the fault of the conversation: it queues again, and all wait as the server
	// asks. Too many requests, such as for tickets, say nothing of how many streams there
	// may be.
	private Incoming refused(ConversationState conversation, RateLimitException cause) {
		Duration delay = this.refusals.delayAfter(cause);
		this.sessionScheduler.ended(conversation, State.RESTING);
		if (ErrorCode.TOO_MANY_STREAMS.equals(cause.code())) {
			this.sessionScheduler.refused(now());
		}
		this.streams.pause(delay);
		this.sessionScheduler.want(conversation);
		open();
		return new Incoming(conversation.id(), new StreamEvent.Reconnecting(this.refusals.count(), delay, cause));
	}

	private @Nullable Incoming backedOff(ConversationState conversation) {
		if (this.conversations.isFollowed(conversation)) {
			conversation.state(State.RESTING);
			this.control.status().retried(conversation.id());
			this.sessionScheduler.want(conversation);
			open();
		}
		return null;
	}

	private void healthy(ConversationState conversation) {
		conversation.healthy();
		this.control.status().cleared(conversation.id());
	}

	private Instant activeSince() {
		return this.clock.instant().minus(this.settings.activeWindow());
	}

	private long now() {
		return this.time.nanoTime();
	}

	/** Changes the state. */
	private interface Step {

		/**
		 * Take the step.
		 * @return what comes in by it, or {@code null} for nothing
		 */
		@Nullable Incoming take();

	}

}
