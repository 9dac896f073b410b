package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;

import ai.bimpe.client.conversations.Conversation;
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
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Seen;
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

	private final SessionScheduler sessionScheduler;

	private final GapChecks gapChecks;

	private final AgentConversations conversations;

	private final Sinks.Many<Flux<Step>> sources = Sinks.many().unicast().onBackpressureBuffer();

	/** Conversations that may not exist any more. */
	private final Queue<String> forgotten = new ArrayDeque<>();

	/** How far conversations are that two walks in a row have missed. */
	private volatile Map<String, Cursor> missed = Map.of();

	/** Openings that a busy server has refused, since one has succeeded. */
	private RequestFailures refusals;

	private long walk;

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
			List<Conversation> ours = page.conversations()
				.stream()
				.filter((conversation) -> this.inShard.test(conversation.id()))
				.toList();
			List<String> unknown = ours.stream().map(Conversation::id).filter(this.conversations::isUnknown).toList();
			return unknown.isEmpty() ? start(page).thenReturn(() -> seen(ours, Map.of()))
					: start(page).then(this.checkpoints.begin(unknown)).map((begun) -> () -> seen(ours, begun));
		}
		if (poll instanceof Failed failed) {
			return Mono.just(() -> failed(failed.event()));
		}
		Map<String, Cursor> missed = this.missed;
		return missed.isEmpty() ? Mono.just(() -> walked(Map.of()))
				: this.checkpoints.acknowledged(missed).map((acknowledged) -> () -> walked(acknowledged));
	}

	private Mono<Void> start(Seen page) {
		return Mono.defer(() -> this.checkpoints.isStarted() ? Mono.empty()
				: this.checkpoints.start(this.clock.start(page.date(), page.newest())));
	}

	private @Nullable Incoming seen(List<Conversation> page, Map<String, ConversationState> begun) {
		this.conversations.begin(begun);
		begun.values().forEach(this.gapChecks::found);
		for (Conversation listed : page) {
			ConversationState conversation = this.conversations.listed(listed, this.walk);
			if (conversation != null && conversation.isOwed()) {
				this.sessionScheduler.want(conversation);
			}
		}
		open();
		if (this.listed) {
			return null;
		}
		this.listed = true;
		return new Incoming(null, new StreamEvent.Connected(this.reconnects++));
	}

	private Incoming failed(StreamEvent.Reconnecting event) {
		this.listed = false;
		return new Incoming(null, event);
	}

	private @Nullable Incoming walked(Map<String, Cursor> acknowledged) {
		List<String> forgotten = this.conversations.forget(acknowledged, this.walk);
		forgotten.forEach(this.control.status()::cleared);
		this.forgotten.addAll(forgotten);
		removeCheckpoint();
		this.missed = this.conversations.gone(this.walk);
		this.walk++;
		this.gapChecks.walked(this.conversations.followed());
		// At least one, or none is ever asked where all streams are always needed.
		this.gapChecks.next(Math.max(1, this.sessionScheduler.room(now()))).forEach(this.sessionScheduler::want);
		if (this.gapChecks.isEmpty()) {
			wantActive(activeSince());
		}
		open();
		return null;
	}

	// One with each walk, so that the list has the other requests. A filter leaves out as
	// well what exists.
	private void removeCheckpoint() {
		String id = this.forgotten.poll();
		if (id != null && this.conversations.isUnknown(id)) {
			add(this.poller.isGone(id)
				.filter((gone) -> gone && this.conversations.isUnknown(id))
				.flatMap((gone) -> this.checkpoints.remove(id))
				.thenMany(Flux.empty()));
		}
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
