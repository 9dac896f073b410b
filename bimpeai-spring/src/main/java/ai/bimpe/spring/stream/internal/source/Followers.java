package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.spring.stream.AgentStreamSettings;

/**
 * Those who read the lists of an agent together: what is read for them, and how often.
 * Thread-safe, except for the lists.
 */
final class Followers {

	private static final Duration IDLE = Duration.ofMinutes(1);

	private final List<Follower> all = new CopyOnWriteArrayList<>();

	private final Map<ConversationQuery, ConversationList> lists = new LinkedHashMap<>();

	/**
	 * Add a follower.
	 * @param follower who reads along
	 * @return the time between two requests from now on
	 */
	Duration add(Follower follower) {
		this.all.add(follower);
		return gap();
	}

	/**
	 * Remove a follower.
	 * @param follower who reads along no more
	 * @return the time between two requests from now on
	 */
	Duration remove(Follower follower) {
		this.all.remove(follower);
		return gap();
	}

	boolean isEmpty() {
		return this.all.isEmpty();
	}

	// Budgets of streams do not add up: they all read the same.
	private Duration gap() {
		return this.all.stream()
			.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
			.entrySet()
			.stream()
			.map((entry) -> entry.getKey().gap(entry.getValue()))
			.min(Comparator.naturalOrder())
			.orElse(IDLE);
	}

	/**
	 * Return the time between two polls.
	 * @return the shortest, in nanoseconds
	 */
	long pollInterval() {
		return shortest(AgentStreamSettings::pollInterval);
	}

	/**
	 * Return the time between two walks over everything.
	 * @return the shortest, in nanoseconds
	 */
	long walkInterval() {
		return shortest(AgentStreamSettings::walkInterval);
	}

	private long shortest(Function<AgentStreamSettings, Duration> interval) {
		return this.all.stream()
			.map((follower) -> interval.apply(follower.settings()))
			.min(Comparator.naturalOrder())
			.orElse(IDLE)
			.toNanos();
	}

	/**
	 * Return what is read for all of them. Used by one thread at a time.
	 * @return the lists, each as far as it is known
	 */
	Collection<ConversationList> lists() {
		List<ConversationQuery> queries = this.all.stream()
			.flatMap((follower) -> ConversationList.queries(follower.settings()).stream())
			.distinct()
			.toList();
		this.lists.keySet().retainAll(queries);
		queries.forEach((query) -> this.lists.computeIfAbsent(query, ConversationList::new));
		return this.lists.values();
	}

}
