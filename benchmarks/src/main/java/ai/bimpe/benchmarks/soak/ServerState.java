package ai.bimpe.benchmarks.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all connections of the server share.
 */
final class ServerState {

	private static final Duration BETWEEN_OUTAGES = Duration.ofMinutes(1);

	private static final Duration OUTAGE = Duration.ofSeconds(3);

	private final Instant begin = Instant.now();

	private final List<Conversation> conversations;

	private final Map<Fault, LongAdder> struck = new EnumMap<>(Fault.class);

	private final Set<String> tickets = ConcurrentHashMap.newKeySet();

	private final AtomicInteger lastTicket = new AtomicInteger();

	private final AtomicLong badTickets = new AtomicLong();

	private final AtomicLong unnoticed = new AtomicLong();

	private final Set<Object> connections = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Instant frozenAt;

	ServerState(int conversations) {
		for (Fault fault : Fault.values()) {
			this.struck.put(fault, new LongAdder());
		}
		this.conversations = IntStream.range(0, conversations)
			.mapToObj((number) -> new Conversation(number, this.begin))
			.toList();
	}

	Conversation conversation(int number) {
		return this.conversations.get(number);
	}

	/**
	 * Return the time, which stands still once the server does nothing wrong any more.
	 */
	Instant now() {
		Instant end = this.frozenAt;
		return (end != null) ? end : Instant.now();
	}

	/**
	 * Add no more messages, and do nothing wrong any more.
	 */
	void freeze() {
		this.frozenAt = Instant.now();
	}

	boolean isFrozen() {
		return this.frozenAt != null;
	}

	boolean strikes(Fault fault) {
		return !isFrozen() && ThreadLocalRandom.current().nextDouble() < fault.rate() && count(fault);
	}

	boolean count(Fault fault) {
		this.struck.computeIfAbsent(fault, (first) -> new LongAdder()).increment();
		return true;
	}

	/**
	 * Return whether the server is away, and all its streams are closed: for three
	 * seconds of every minute.
	 */
	boolean isAway() {
		Duration since = Duration.between(this.begin, Instant.now()).minus(BETWEEN_OUTAGES.dividedBy(2));
		return !isFrozen() && !since.isNegative() && since.toMillis() % BETWEEN_OUTAGES.toMillis() < OUTAGE.toMillis();
	}

	String issueTicket() {
		String ticket = "tkt-" + this.lastTicket.incrementAndGet();
		this.tickets.add(ticket);
		return ticket;
	}

	boolean useTicket(String ticket) {
		boolean valid = this.tickets.remove(ticket);
		if (!valid) {
			this.badTickets.incrementAndGet();
		}
		return valid;
	}

	/**
	 * Take note that a client has kept a connection on which nothing comes.
	 */
	void countUnnoticed() {
		this.unnoticed.incrementAndGet();
	}

	void opened(Object connection) {
		this.connections.add(connection);
	}

	void closed(Object connection) {
		this.connections.remove(connection);
	}

	/**
	 * Return the figures as JSON.
	 */
	String toJson() {
		Map<String, Object> faults = new LinkedHashMap<>();
		this.struck.forEach((fault, count) -> faults.put(fault.text(), count.sum()));
		Map<String, Object> figures = new LinkedHashMap<>();
		figures.put("faults", faults);
		figures.put("badTickets", this.badTickets.get());
		figures.put("unnoticed", this.unnoticed.get());
		// But the one that asks.
		figures.put("connections", this.connections.size() - 1);
		figures.put("seen", this.conversations.stream().map(Conversation::seen).toList());
		Instant now = now();
		figures.put("last", this.conversations.stream().map((one) -> one.messages(now)).toList());
		return JsonMapper.shared().writeValueAsString(figures);
	}

}
