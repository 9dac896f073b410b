package ai.bimpe.samples.inbox.live;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.web.session.HttpSessionDestroyedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LiveUpdates}.
 */
class LiveUpdatesTests {

	private final LiveUpdates updates = new LiveUpdates();

	@Test
	void tellsEveryBrowserWhatHappens() {
		Reader first = read("session-1", this.updates.position());
		Reader second = read("session-2", this.updates.position());
		this.updates.publish("message", "one");
		this.updates.publishState("status", "live");
		assertThat(first.texts).containsExactly("message:one", "status:live").isEqualTo(second.texts);
	}

	@Test
	void tellsBrowserThatComesBackWhatItMissed() {
		this.updates.publish("message", "seen");
		String seen = this.updates.position();
		this.updates.publish("message", "missed 1");
		this.updates.publishState("status", "of no interest later");
		this.updates.publish("message", "missed 2");
		Reader reader = read("session", seen);
		this.updates.publish("message", "new");
		assertThat(reader.texts).containsExactly("message:missed 1", "message:missed 2", "message:new");
	}

	@Test
	void asksBrowserThatWasAwayForTooLongToLoadAgain() {
		String seen = this.updates.position();
		publish(LiveUpdates.KEPT + 1);
		assertThat(read("session", seen).texts).containsExactly("resync:");
	}

	@Test
	void asksBrowserOfAnotherRunToLoadAgain() {
		assertThat(read("session", new LiveUpdates().position()).texts).containsExactly("resync:");
		assertThat(read("session", "nonsense").texts).containsExactly("resync:");
	}

	@Test
	void keepsAsManyUpdatesAsBrowserCanBeSentAtOnce() {
		String seen = this.updates.position();
		publish(LiveUpdates.KEPT);
		assertThat(read("session", seen).texts).hasSize(LiveUpdates.KEPT);
	}

	@Test
	void neverWaitsForBrowserThatDoesNotRead() {
		Reader slow = new Reader(1);
		this.updates.follow("session", this.updates.position()).subscribe(slow);
		Reader quick = read("session", this.updates.position());
		publish(5 * LiveUpdates.KEPT);
		assertThat(quick.texts).hasSize(5 * LiveUpdates.KEPT);
		assertThat(slow.texts).hasSize(1);
		slow.request(Long.MAX_VALUE);
		assertThat(slow.texts).hasSizeLessThan(5 * LiveUpdates.KEPT);
		assertThat(slow.end).isEqualTo(SignalType.ON_COMPLETE);
	}

	@Test
	void endsWithTheLogin() {
		MockHttpSession ending = new MockHttpSession();
		Reader gone = read(ending.getId(), this.updates.position());
		Reader other = read("another", this.updates.position());
		this.updates.on(new HttpSessionDestroyedEvent(ending));
		assertThat(gone.end).isEqualTo(SignalType.ON_COMPLETE);
		assertThat(other.end).isNull();
	}

	@Test
	void endsWithTheApplication() {
		Reader first = read("session-1", this.updates.position());
		Reader second = read("session-2", this.updates.position());
		this.updates.on(new ContextClosedEvent(new GenericApplicationContext()));
		assertThat(first.end).isEqualTo(SignalType.ON_COMPLETE).isEqualTo(second.end);
		assertThat(read("session-3", this.updates.position()).end).isEqualTo(SignalType.ON_COMPLETE);
	}

	@Test
	void forgetsBrowserThatGoesAway() {
		Reader reader = read("session", this.updates.position());
		assertThat(this.updates.hasBrowsers()).isTrue();
		reader.cancel();
		assertThat(this.updates.hasBrowsers()).isFalse();
	}

	private void publish(int count) {
		IntStream.range(0, count).forEach((number) -> this.updates.publish("message", "number " + number));
	}

	private Reader read(String session, String after) {
		Reader reader = new Reader(Long.MAX_VALUE);
		this.updates.follow(session, after).subscribe(reader);
		return reader;
	}

	private static final class Reader extends BaseSubscriber<Update> {

		private final List<String> texts = new ArrayList<>();

		private final long demand;

		private @Nullable SignalType end;

		private Reader(long demand) {
			this.demand = demand;
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			subscription.request(this.demand);
		}

		@Override
		protected void hookOnNext(Update update) {
			this.texts.add(update.event() + ":" + update.html());
		}

		@Override
		protected void hookFinally(SignalType type) {
			this.end = type;
		}

	}

}
