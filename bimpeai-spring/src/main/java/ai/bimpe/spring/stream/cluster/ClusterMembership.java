package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.util.StringUtils;

/**
 * The living instances of a cluster, as a list in the store: each raises a number of its
 * own there. Who has been silent for too long is dead. Every instance judges that by its
 * own stop-watch, so that clocks need not agree. Beats come from one thread.
 */
final class ClusterMembership {

	private static final int ATTEMPTS = 20;

	private static final int MAX_DIGEST = 1_000_000_000;

	private final ConcurrentMetadataStore store;

	private final String key;

	private final String id;

	private final long silence;

	private final LongSupplier nanoTime;

	private final Map<String, Sighting> sightings = new HashMap<>();

	private long beats;

	/** Whether this instance was ever written. */
	private boolean joined;

	/** When it was written last. */
	private long written;

	/** Whether it was found missing since then. */
	private boolean missing;

	/** Whether there was no list at all, not even an empty one. */
	private boolean gone;

	private volatile Set<String> living = Set.of();

	ClusterMembership(ConcurrentMetadataStore store, String key, String id, Duration silence, LongSupplier nanoTime) {
		this.store = store;
		this.key = key;
		this.id = id;
		this.silence = silence.toNanos();
		this.nanoTime = nanoTime;
	}

	/**
	 * Tell the others that this instance lives, and learn who else does.
	 * @param keys the keys that this instance would own if it were alone
	 * @return what it should own among the others
	 * @throws RuntimeException when the store cannot be reached
	 */
	Share beat(Collection<String> keys) {
		try {
			int digest = keys.stream().mapToInt(String::hashCode).sum() % MAX_DIGEST;
			long now = this.nanoTime.getAsLong();
			List<Member> members = write(new Member(this.id, ++this.beats, keys.size(), digest));
			// Nobody takes it for dead so early, and who does leaves a list.
			boolean forgotten = this.joined && this.missing && (this.gone || now - this.written < this.silence);
			this.missing = false;
			this.gone = false;
			this.joined = true;
			this.written = now;
			this.living = members.stream().map(Member::id).collect(Collectors.toUnmodifiableSet());
			return new Share(quota(members, this.id), members.stream().mapToInt(Member::digest).distinct().count() == 1,
					forgotten);
		}
		catch (RuntimeException ex) {
			// The others may be cut off as well: give them time to come back.
			this.sightings.clear();
			throw ex;
		}
	}

	/**
	 * Tell the others that this instance goes.
	 * @throws RuntimeException when the store cannot be reached
	 */
	void leave() {
		write(null);
	}

	/**
	 * Return whether an instance is alive, to the knowledge of the last beat.
	 * @param id the id of the instance
	 * @return whether it is
	 */
	boolean isAlive(@Nullable String id) {
		return id != null && this.living.contains(id);
	}

	private List<Member> write(@Nullable Member self) {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			String old = this.store.get(this.key);
			List<Member> known = Member.parse(old);
			this.missing |= known.stream().noneMatch((member) -> member.id().equals(this.id));
			this.gone |= old == null;
			List<Member> members = living(known, self);
			String next = members.stream().map(Member::toString).collect(Collectors.joining(","));
			if (((old != null) ? this.store.replace(this.key, old, next)
					: this.store.putIfAbsent(this.key, next) == null) && isWritten(self)) {
				return members;
			}
		}
		throw new IllegalStateException("The list of members '" + this.key + "' is changed all the time by others");
	}

	// The store of Redis says that it has replaced a value also when it has not, because
	// any other value was written meanwhile.
	private boolean isWritten(@Nullable Member self) {
		List<Member> stored = Member.parse(this.store.get(this.key));
		return (self != null) ? stored.contains(self)
				: stored.stream().noneMatch((member) -> member.id().equals(this.id));
	}

	// In the order in which they joined, so that shares stay where they are.
	private List<Member> living(List<Member> known, @Nullable Member self) {
		List<Member> living = new ArrayList<>();
		boolean listed = false;
		for (Member member : known) {
			if (!member.id().equals(this.id)) {
				if (!isDead(member)) {
					living.add(member);
				}
			}
			else if (self != null && !listed) {
				listed = true;
				living.add(self);
			}
		}
		if (self != null && !listed) {
			living.add(self);
		}
		return living;
	}

	private boolean isDead(Member member) {
		long now = this.nanoTime.getAsLong();
		Sighting last = this.sightings.get(member.id());
		if (last == null || last.beat() != member.beat()) {
			this.sightings.put(member.id(), new Sighting(member.beat(), now));
			return false;
		}
		return now - last.time() >= this.silence;
	}

	// Shares out as many keys as the instance with the most claims has, one after the
	// other, so that shares differ by one at most and add up.
	static int quota(List<Member> members, String id) {
		Map<String, Integer> quotas = new HashMap<>();
		int left = members.stream().mapToInt(Member::claims).max().orElse(0);
		while (left > 0) {
			for (Member member : members) {
				if (left > 0 && quotas.getOrDefault(member.id(), 0) < member.claims()) {
					quotas.merge(member.id(), 1, Integer::sum);
					left--;
				}
			}
		}
		return quotas.getOrDefault(id, 0);
	}

	/**
	 * An instance in the list.
	 *
	 * @param id the id of the instance
	 * @param beat the number that it raises
	 * @param claims number of keys that it claims
	 * @param digest differs between instances that claim different keys
	 */
	record Member(String id, long beat, int claims, int digest) {

		private static final Pattern ENTRY = Pattern.compile("([^:]+):(\\d{1,18}):(\\d{1,6}):(-?\\d{1,9})");

		static List<Member> parse(@Nullable String list) {
			List<Member> members = new ArrayList<>();
			for (String entry : StringUtils.commaDelimitedListToStringArray(list)) {
				Matcher parts = ENTRY.matcher(entry);
				// What is no entry is dropped: those who live put themselves back.
				if (parts.matches()) {
					members.add(new Member(parts.group(1), Long.parseLong(parts.group(2)),
							Integer.parseInt(parts.group(3)), Integer.parseInt(parts.group(4))));
				}
			}
			return members;
		}

		@Override
		public String toString() {
			return this.id + ":" + this.beat + ":" + this.claims + ":" + this.digest;
		}

	}

	/**
	 * What an instance should own.
	 *
	 * @param quota number of keys
	 * @param alike whether all instances claim the same keys, so that each key is in the
	 * share of somebody
	 * @param forgotten whether the store has lost the list, and with it the owners of
	 * keys
	 */
	record Share(int quota, boolean alike, boolean forgotten) {

	}

	private record Sighting(long beat, long time) {

	}

}
