package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationChannel;
import ai.bimpe.client.conversations.ConversationDetail;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.conversations.ReactiveConversations;
import ai.bimpe.client.conversations.ReactiveMessages;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.core.PageMeta;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.stream.MessageFlux;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * An agent and its conversations in memory, on the time of the test. Every request is
 * answered at once.
 */
final class StandInAgent {

	private static final int PAGE_SIZE = 100;

	final ReactiveBimpeAI client = mock();

	/** When a page of the list was asked for. */
	final List<Duration> lists = new CopyOnWriteArrayList<>();

	/** Which streams were asked for, and when. */
	final List<Opening> openings = new CopyOnWriteArrayList<>();

	/** Which conversations were asked for. */
	final List<String> retrievals = new CopyOnWriteArrayList<>();

	private final VirtualTime time;

	private final Map<String, StandInConversation> conversations = new ConcurrentHashMap<>();

	private final List<StandInConversation> rows = new CopyOnWriteArrayList<>();

	private final Queue<BimpeAIException> listFailures = new ArrayDeque<>();

	private int created;

	private int maxStreams = Integer.MAX_VALUE;

	private Duration latency = Duration.ZERO;

	private boolean hidden;

	private boolean sorting;

	private int connected;

	StandInAgent(VirtualTime time) {
		this.time = time;
		ReactiveConversations conversations = mock();
		ReactiveMessages messages = mock();
		given(this.client.conversations()).willReturn(conversations);
		given(conversations.messages()).willReturn(messages);
		given(conversations.list(anyString(), any(), any())).willAnswer((call) -> {
			ConversationQuery query = call.getArgument(1);
			return PagedFlux.create(query.paging().page(), (number) -> page(number, query.paging().sort()));
		});
		given(conversations.retrieve(anyString(), anyString(), any())).willAnswer((call) -> {
			this.retrievals.add(call.getArgument(1));
			return this.conversations.containsKey(call.<String>getArgument(1))
					? Mono.just(mock(ConversationDetail.class)) : Mono.error(TestFailures.notFound());
		});
		given(messages.list(anyString(), anyString(), any(), any()))
			.willAnswer((call) -> PagedFlux.create(1, (page) -> Mono.just(new ApiResponse<>(List.of(), PageMeta.NONE,
					200, HttpHeaders.EMPTY, "req", new RateLimit(null, null, null)))));
		given(messages.stream(anyString(), anyString(), any())).willAnswer((call) -> {
			StandInConversation conversation = this.conversations.get(call.<String>getArgument(1));
			StreamOptions options = call.getArgument(2);
			return MessageFlux
				.of((conversation != null) ? Flux.defer(() -> open(conversation, String.valueOf(options.after())))
						: Flux.error(TestFailures.notFound()));
		});
	}

	StandInConversation newConversation() {
		StandInConversation conversation = new StandInConversation("cnv_" + this.created++);
		this.conversations.put(conversation.id, conversation);
		this.rows.add(conversation);
		return conversation;
	}

	void delete(StandInConversation conversation) {
		this.rows.remove(conversation);
		this.conversations.remove(conversation.id);
	}

	/**
	 * Leave a conversation out of the list for good.
	 */
	void unlisted(StandInConversation conversation) {
		this.rows.remove(conversation);
	}

	List<StandInConversation> newConversations(int count) {
		return IntStream.range(0, count).mapToObj((i) -> newConversation()).toList();
	}

	synchronized void failList(BimpeAIException failure) {
		this.listFailures.add(failure);
	}

	synchronized void maxStreams(int maxStreams) {
		this.maxStreams = maxStreams;
	}

	/**
	 * Learn of streams that were closed so much later.
	 */
	synchronized void latency(Duration latency) {
		this.latency = latency;
	}

	/**
	 * Leave all conversations out of the list.
	 */
	synchronized void hide(boolean hidden) {
		this.hidden = hidden;
	}

	/**
	 * List the latest message first when asked to. Conversations without a time come
	 * first, as in a database that sorts them so.
	 */
	synchronized void sorting() {
		this.sorting = true;
	}

	synchronized int openStreams() {
		return (int) this.rows.stream().filter((conversation) -> conversation.sink != null).count();
	}

	/**
	 * Return how many of the streams that were asked for were not refused.
	 */
	synchronized int connected() {
		return this.connected;
	}

	private synchronized Mono<ApiResponse<List<Conversation>>> page(int number, @Nullable String sort) {
		this.lists.add(this.time.elapsed());
		BimpeAIException failure = this.listFailures.poll();
		if (failure != null) {
			return Mono.error(failure);
		}
		List<Conversation> listed = (this.hidden ? List.<StandInConversation>of() : this.rows).stream()
			.map(StandInConversation::row)
			.toList();
		if (this.sorting && "-last_message_at".equals(sort)) {
			listed = listed.stream()
				.sorted(Comparator.comparing(Conversation::lastMessageAt,
						Comparator.nullsFirst(Comparator.reverseOrder())))
				.toList();
		}
		int start = Math.min((number - 1) * PAGE_SIZE, listed.size());
		int end = Math.min(start + PAGE_SIZE, listed.size());
		List<Conversation> rows = listed.subList(start, end);
		PageMeta meta = new PageMeta((long) listed.size(), null, number, null, end < listed.size(), null, Map.of());
		return Mono.just(new ApiResponse<>(rows, meta, 200, HttpHeaders.EMPTY, "req", new RateLimit(null, null, null)));
	}

	private synchronized Flux<StreamEvent> open(StandInConversation conversation, String after) {
		this.openings.add(new Opening(conversation.id, this.time.elapsed()));
		BimpeAIException failure = conversation.failures.poll();
		if (failure != null) {
			return Flux.error(failure);
		}
		if (openStreams() >= this.maxStreams) {
			return Flux.error(TestFailures.rateLimited(ErrorCode.TOO_MANY_STREAMS, null));
		}
		return Flux.create((sink) -> conversation.connect(sink, after));
	}

	/**
	 * A stream that was asked for.
	 *
	 * @param conversationId the conversation
	 * @param at when
	 */
	record Opening(String conversationId, Duration at) {

	}

	/**
	 * One of its conversations.
	 */
	final class StandInConversation {

		final String id;

		private final Queue<BimpeAIException> failures = new ArrayDeque<>();

		private final List<StreamMessage> messages = new ArrayList<>();

		private @Nullable FluxSink<StreamEvent> sink;

		private @Nullable Instant listedAt;

		private boolean undated;

		private StandInConversation(String id) {
			this.id = id;
		}

		void failOpening(BimpeAIException failure) {
			synchronized (StandInAgent.this) {
				this.failures.add(failure);
			}
		}

		StreamMessage receives(String text) {
			synchronized (StandInAgent.this) {
				StreamMessage message = new StreamMessage("msg_" + this.id + "_" + this.messages.size(), this.id,
						MessageRole.USER, text, text, StandInAgent.this.time.now(), Map.of());
				this.messages.add(message);
				if (this.sink != null) {
					this.sink.next(new StreamEvent.Message(message));
				}
				return message;
			}
		}

		/**
		 * Send a heartbeat on its stream, if it has one.
		 */
		void heartbeat() {
			synchronized (StandInAgent.this) {
				if (this.sink != null) {
					this.sink.next(new StreamEvent.Heartbeat());
				}
			}
		}

		/**
		 * Do not tell in the list when the last message came.
		 */
		void undated() {
			synchronized (StandInAgent.this) {
				this.undated = true;
			}
		}

		/**
		 * Leave it where it is in the list when further messages come.
		 */
		void unmoved() {
			synchronized (StandInAgent.this) {
				this.listedAt = row().lastMessageAt();
			}
		}

		/**
		 * Lose the connection of its stream, if it has one.
		 */
		void dropStream() {
			FluxSink<StreamEvent> dropped;
			synchronized (StandInAgent.this) {
				dropped = this.sink;
				this.sink = null;
			}
			if (dropped != null) {
				dropped.error(new StreamDisconnectedException("The connection was lost"));
			}
		}

		List<StreamMessage> messages() {
			synchronized (StandInAgent.this) {
				return List.copyOf(this.messages);
			}
		}

		List<String> ids() {
			synchronized (StandInAgent.this) {
				return this.messages.stream().map((message) -> String.valueOf(message.id())).toList();
			}
		}

		private void connect(FluxSink<StreamEvent> sink, String after) {
			synchronized (StandInAgent.this) {
				this.sink = sink;
				StandInAgent.this.connected++;
				sink.onDispose(() -> closed(sink));
				sink.next(new StreamEvent.Connected(0));
				int known = ids().indexOf(after);
				for (StreamMessage message : this.messages.subList(known + 1, this.messages.size())) {
					if (known >= 0 || isAfter(message, after)) {
						sink.next(new StreamEvent.Message(message));
					}
				}
			}
		}

		private static boolean isAfter(StreamMessage message, String after) {
			return message.createdAt().isAfter(OffsetDateTime.parse(after).toInstant());
		}

		private void closed(FluxSink<StreamEvent> sink) {
			Duration latency = StandInAgent.this.latency;
			if (latency.isZero()) {
				disconnect(sink);
			}
			else {
				Disposable unused = StandInAgent.this.time.source().schedule(() -> disconnect(sink), latency);
			}
		}

		private void disconnect(FluxSink<StreamEvent> sink) {
			synchronized (StandInAgent.this) {
				if (this.sink == sink) {
					this.sink = null;
				}
			}
		}

		private Conversation row() {
			StreamMessage last = this.messages.isEmpty() ? null : this.messages.get(this.messages.size() - 1);
			Instant at = (last != null) ? last.createdAt() : null;
			Instant listed = (this.listedAt != null) ? this.listedAt : at;
			return new Conversation(this.id, ConversationChannel.of("webchat"), null, null, null, false, false, false,
					this.undated ? null : listed, null, (last != null) ? last.message() : null, Instant.EPOCH,
					(at != null) ? at : Instant.EPOCH, null, null, null, null, Map.of());
		}

	}

}
