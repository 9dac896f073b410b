package ai.bimpe.spring.stream.internal.source;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListedConversation}.
 */
class ListedConversationTests {

	private static final Instant START = Instant.parse("2026-07-04T07:00:00Z");

	private final ListedConversation listed = new ListedConversation();

	@Test
	void laterMessageIsNews() {
		assertThat(this.listed.isNews(row(START, "one"))).isTrue();
		this.listed.listed(row(START, "one"), 0);
		assertThat(this.listed.isNews(row(START, "one"))).isFalse();
		assertThat(this.listed.isNews(row(START.plusNanos(1), "one"))).isTrue();
		assertThat(this.listed.isNews(row(START.minusSeconds(1), "other"))).isFalse();
	}

	@Test
	void otherTextOfTheSameTimeIsNews() {
		assertThat(this.listed.listed(row(START, "one"), 0)).isFalse();
		assertThat(this.listed.isNews(row(START, "two"))).isTrue();
		assertThat(this.listed.listed(row(START, "two"), 0)).isTrue();
		assertThat(this.listed.listed(row(START, "two"), 0)).isFalse();
		assertThat(this.listed.listed(row(START.plusSeconds(1), "three"), 0)).isFalse();
	}

	@Test
	void conversationWithoutTimeIsNewsWhenItHasMessageAndChanges() {
		assertThat(this.listed.isNews(row(null, null))).isFalse();
		assertThat(ListedConversation.lastMessageAt(row(null, null))).isNull();
		assertThat(ListedConversation.lastMessageAt(row(null, "one"))).isEqualTo(Instant.EPOCH);
		assertThat(this.listed.isNews(row(null, "one"))).isTrue();
	}

	@Test
	void conversationIsGoneWhenTwoWalksMissedIt() {
		this.listed.listed(row(START, "one"), 1);
		assertThat(this.listed.isGone(2)).isFalse();
		assertThat(this.listed.isGone(3)).isTrue();
		this.listed.met(3);
		assertThat(this.listed.isGone(3)).isFalse();
	}

	@Test
	void timesThatNobodyWritesAreComparedAsWell() {
		this.listed.listed(row(START, "one"), 0);
		assertThat(this.listed.isNews(row(Instant.MIN, "two"))).isFalse();
		assertThat(this.listed.isNews(row(Instant.MAX, "two"))).isTrue();
	}

	// The id of the API has 25 characters.
	@Test
	void quietConversationCostsFewBytes() {
		int few = 1000;
		int many = 100_000;
		Map<String, ListedConversation> conversations = new ConcurrentHashMap<>();
		fill(conversations, 0, few);
		long before = used();
		fill(conversations, few, many);
		long cost = (used() - before) / (many - few);
		assertThat(conversations).hasSize(many);
		assertThat(cost).isBetween(100L, 200L);
	}

	private static void fill(Map<String, ListedConversation> conversations, int from, int to) {
		for (int i = from; i < to; i++) {
			Conversation row = row(START.plusMillis(i), "one");
			ListedConversation listed = new ListedConversation();
			listed.listed(row, 0);
			conversations.put(String.format("cmqb5c9p20011l80ehs%06d", i), listed);
		}
	}

	private static long used() {
		long used = Long.MAX_VALUE;
		for (int i = 0; i < 3; i++) {
			System.gc();
			used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
		}
		return used;
	}

	private static Conversation row(@Nullable Instant lastMessageAt, @Nullable String text) {
		return new Conversation("cnv", ConversationChannel.of("webchat"), null, null, null, false, false, false,
				lastMessageAt, null, text, Instant.EPOCH, Instant.EPOCH, null, null, null, null, Map.of());
	}

}
