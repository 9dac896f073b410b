package ai.bimpe.samples.inbox.conversations;

import java.util.stream.IntStream;

import ai.bimpe.samples.inbox.live.Fragments;
import ai.bimpe.samples.inbox.live.LiveUpdates;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Unread}.
 */
class UnreadTests {

	private final Fragments fragments = mock();

	private final LiveUpdates updates = mock();

	private final Unread unread = new Unread(this.fragments, this.updates);

	@Test
	void tellsBrowsersOfEachCount() {
		given(this.fragments.render(anyString(), anyString(), anyString(), any()))
			.willAnswer((call) -> call.getArgument(3).toString());
		this.unread.wrote("cnv_1");
		this.unread.wrote("cnv_1");
		this.unread.read("cnv_1");
		then(this.updates).should().publish("unread", "Mark[conversationId=cnv_1, count=1]");
		then(this.updates).should().publish("unread", "Mark[conversationId=cnv_1, count=2]");
		then(this.updates).should().publish("unread", "Mark[conversationId=cnv_1, count=0]");
	}

	@Test
	void saysNothingOfWhatWasReadBefore() {
		this.unread.read("cnv_1");
		then(this.updates).shouldHaveNoInteractions();
	}

	@Test
	void forgetsTheOldestWhenThereAreTooMany() {
		IntStream.rangeClosed(0, Unread.CAPACITY).forEach((number) -> this.unread.wrote("cnv_" + number));
		assertThat(this.unread.of("cnv_0")).isZero();
		assertThat(this.unread.of("cnv_1")).isEqualTo(1);
		assertThat(this.unread.of("cnv_" + Unread.CAPACITY)).isEqualTo(1);
	}

}
