package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ClusterMembership}.
 */
class ClusterMembershipTests {

	private static final Duration LEASE = Duration.ofSeconds(9);

	private final ConcurrentMetadataStore store = new SimpleMetadataStore();

	private final ClusterInstance a = new ClusterInstance("a", 1_000_000);

	private final ClusterInstance b = new ClusterInstance("b", -500);

	private final ClusterInstance c = new ClusterInstance("c", Long.MAX_VALUE - 5);

	@Test
	void oneAloneHasAll() {
		assertThat(this.a.beat(20)).isEqualTo(20);
		assertThat(this.a.members.isAlive("a")).isTrue();
		assertThat(this.a.members.isAlive("b")).isFalse();
		assertThat(this.a.members.isAlive(null)).isFalse();
	}

	@Test
	void threeShareTwenty() {
		assertThat(beatAll(20)).containsExactly(20, 10, 6);
		assertThat(beatAll(20)).containsExactly(7, 7, 6);
	}

	@Test
	void nobodyIsIdleWhileAnotherHasTwo() {
		beatAll(4);
		assertThat(beatAll(4)).containsExactly(2, 1, 1);
	}

	@Test
	void sharesOfInstancesThatClaimLessGoToTheOthers() {
		this.a.beat(20);
		this.b.beat(3);
		assertThat(this.a.beat(20)).isEqualTo(17);
		assertThat(this.b.beat(3)).isEqualTo(3);
	}

	@Test
	void oneThatGoesIsGoneAtOnce() {
		beatAll(20);
		this.a.members.leave();
		assertThat(this.b.beat(20)).isEqualTo(10);
		assertThat(this.b.members.isAlive("a")).isFalse();
	}

	@Test
	void oneThatIsSilentForLeaseIsDead() {
		beatAll(20);
		this.a.beat(20);
		this.a.passes(LEASE.minusNanos(1));
		assertThat(this.a.beat(20)).isEqualTo(7);
		this.a.passes(Duration.ofNanos(1));
		assertThat(this.a.beat(20)).isEqualTo(20);
	}

	@Test
	void oneThatCountsOnIsAliveForever() {
		beatAll(20);
		for (int i = 0; i < 10; i++) {
			this.a.passes(LEASE.minusNanos(1));
			this.b.beat(20);
			this.c.beat(20);
			assertThat(this.a.beat(20)).isEqualTo(7);
		}
	}

	@Test
	void deadOneThatComesBackIsAliveAgain() {
		beatAll(20);
		this.a.beat(20);
		this.a.passes(LEASE);
		assertThat(this.a.beat(20)).isEqualTo(20);
		this.b.beat(20);
		assertThat(this.a.beat(20)).isEqualTo(10);
	}

	@Test
	void clocksNeedNotAgree() {
		beatAll(20);
		this.c.passes(LEASE.multipliedBy(1000));
		this.a.beat(20);
		this.b.beat(20);
		assertThat(this.c.beat(20)).isEqualTo(6);
	}

	@Test
	void nobodyIsDeadAfterAnOutageOfTheStore() {
		AtomicBoolean down = new AtomicBoolean();
		ClusterInstance cutOff = new ClusterInstance("d", 0, new SimpleMetadataStore() {

			@Override
			public @Nullable String get(String key) {
				if (down.get()) {
					throw new IllegalStateException("down");
				}
				return ClusterMembershipTests.this.store.get(key);
			}

			@Override
			public boolean replace(String key, String oldValue, String newValue) {
				return ClusterMembershipTests.this.store.replace(key, oldValue, newValue);
			}

		});
		this.a.beat(20);
		cutOff.beat(20);
		down.set(true);
		cutOff.passes(LEASE.multipliedBy(2));
		assertThatIllegalStateException().isThrownBy(() -> cutOff.beat(20)).withMessage("down");
		down.set(false);
		assertThat(cutOff.beat(20)).isEqualTo(10);
	}

	@Test
	void whatIsNoEntryIsDropped() {
		this.store.put("members", "garbage,:::,a:b:c:d,b:7:20:5,b:99999999999999999999:1:1,x:1:999999999:1");
		assertThat(this.a.beat(20)).isEqualTo(10);
		assertThat(this.store.get("members")).startsWith("b:7:20:5,a:1:20:");
	}

	@Test
	void givesUpWhenOthersAlwaysWriteFirst() {
		ClusterInstance unlucky = new ClusterInstance("d", 0, new SimpleMetadataStore() {

			@Override
			public @Nullable String putIfAbsent(String key, String value) {
				return "other";
			}

		});
		assertThatIllegalStateException().isThrownBy(() -> unlucky.beat(20)).withMessageContaining("'members'");
	}

	@Test
	void sharesAlwaysAddUp() {
		for (int keys = 0; keys < 30; keys++) {
			int claims = keys;
			List<ClusterMembership.Member> members = IntStream.range(0, 7)
				.mapToObj((i) -> new ClusterMembership.Member("m" + i, 1, claims, 0))
				.toList();
			assertThat(members.stream().mapToInt((member) -> ClusterMembership.quota(members, member.id())).sum())
				.isEqualTo(keys);
		}
	}

	@Test
	void tellsWhetherAllClaimTheSame() {
		this.a.beat(3);
		assertThat(this.b.members.beat(keys(3)).alike()).isTrue();
		assertThat(this.c.members.beat(keys(2)).alike()).isFalse();
		assertThat(this.c.members.beat(List.of("key-0", "key-1", "other")).alike()).isFalse();
		assertThat(this.c.members.beat(List.of("key-2", "key-1", "key-0")).alike()).isTrue();
	}

	@Test
	void oneThatTheStoreHasForgottenIsToldSoOnce() {
		beatAll(20);
		this.store.remove("members");
		this.b.beat(20);
		assertThat(this.a.members.beat(keys(20)).forgotten()).isTrue();
		assertThat(this.a.members.beat(keys(20)).forgotten()).isFalse();
	}

	@Test
	void oneThatWasSilentForLongIsForgottenWhenThereIsNoListAtAll() {
		this.a.beat(20);
		this.a.passes(LEASE.multipliedBy(2));
		this.store.remove("members");
		assertThat(this.a.members.beat(keys(20)).forgotten()).isTrue();
	}

	@Test
	void oneThatTheStoreForgetsWhileItIsWrittenIsToldSo() {
		AtomicBoolean emptied = new AtomicBoolean();
		ClusterInstance unlucky = new ClusterInstance("d", 0, new SimpleMetadataStore() {

			@Override
			public boolean replace(String key, String oldValue, String newValue) {
				if (emptied.getAndSet(false)) {
					remove(key);
				}
				return super.replace(key, oldValue, newValue);
			}

		});
		unlucky.beat(20);
		emptied.set(true);
		assertThat(unlucky.members.beat(keys(20)).forgotten()).isTrue();
	}

	@Test
	void oneThatOthersTookForDeadWasNotForgotten() {
		beatAll(20);
		this.a.beat(20);
		this.a.passes(LEASE);
		assertThat(this.a.beat(20)).isEqualTo(20);
		this.b.passes(LEASE);
		assertThat(this.b.members.beat(keys(20)).forgotten()).isFalse();
	}

	private static List<String> keys(int number) {
		return IntStream.range(0, number).mapToObj((i) -> "key-" + i).toList();
	}

	private List<Integer> beatAll(int claims) {
		return List.of(this.a.beat(claims), this.b.beat(claims), this.c.beat(claims));
	}

	private final class ClusterInstance {

		private final AtomicLong nanos;

		private final ClusterMembership members;

		ClusterInstance(String id, long nanos) {
			this(id, nanos, ClusterMembershipTests.this.store);
		}

		ClusterInstance(String id, long nanos, ConcurrentMetadataStore store) {
			this.nanos = new AtomicLong(nanos);
			this.members = new ClusterMembership(store, "members", id, LEASE, this.nanos::get);
		}

		int beat(int claims) {
			return this.members.beat(keys(claims)).quota();
		}

		void passes(Duration time) {
			this.nanos.addAndGet(time.toNanos());
		}

	}

}
