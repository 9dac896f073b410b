package ai.bimpe.spring.stream.internal.source;

import java.util.function.Consumer;

import ai.bimpe.spring.stream.internal.source.ConversationControl.Release;
import ai.bimpe.spring.stream.internal.source.ConversationControl.Request;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * From one opening of the conversation of a source to the next one, which takes place
 * when it was released and is resumed. Thread-safe.
 */
final class ReleaseCycle {

	private final Sinks.Empty<Void> release = Sinks.empty();

	private final Sinks.One<ReleaseCycle> next = Sinks.one();

	private volatile boolean released;

	/**
	 * Return whether the stream is to be closed, or was.
	 * @return {@code true} from the release on
	 */
	boolean isReleased() {
		return this.released;
	}

	/**
	 * Return the release.
	 * @return completes when the stream is to be closed
	 */
	Mono<Void> whenReleased() {
		return this.release.asMono();
	}

	/**
	 * Return the next cycle.
	 * @return emits when the conversation is resumed
	 */
	Mono<ReleaseCycle> next() {
		return this.next.asMono();
	}

	/**
	 * Apply what the consumer asks for, from this cycle on.
	 * @param conversationId the id of the conversation
	 * @param unknown called with the ids of other conversations that are released
	 * @return takes the requests, one after the other
	 */
	Consumer<Request> requests(String conversationId, Consumer<String> unknown) {
		return new Consumer<>() {

			private ReleaseCycle current = ReleaseCycle.this;

			@Override
			public void accept(Request request) {
				boolean release = request instanceof Release;
				if (!request.conversationId().equals(conversationId)) {
					if (release) {
						unknown.accept(request.conversationId());
					}
				}
				else if (release) {
					this.current.release();
				}
				else if (this.current.released) {
					ReleaseCycle before = this.current;
					this.current = new ReleaseCycle();
					before.next.tryEmitValue(this.current);
				}
			}

		};
	}

	private void release() {
		this.released = true;
		this.release.tryEmitEmpty();
	}

}
