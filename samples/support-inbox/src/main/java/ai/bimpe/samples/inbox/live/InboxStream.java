package ai.bimpe.samples.inbox.live;

import java.time.Duration;
import java.time.Instant;

import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.samples.inbox.agent.CurrentAgent;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * The message stream of the agent.
 */
@Component
public class InboxStream {

	/** The name of the stream. */
	public static final String NAME = "inbox";

	/** What came shortly before the start fills the chart, and is marked as unread. */
	private static final Duration LOOK_BACK = Duration.ofMinutes(30);

	private static final Logger logger = LoggerFactory.getLogger(InboxStream.class);

	private final BimpeAIStreams streams;

	private final CurrentAgent agent;

	private volatile @Nullable ManagedStream stream;

	private @Nullable String told;

	InboxStream(BimpeAIStreams streams, CurrentAgent agent) {
		this.streams = streams;
		this.agent = agent;
	}

	/**
	 * Open the stream unless it is open already. When the agent cannot be asked for yet,
	 * the next call tries again.
	 */
	synchronized void open() {
		if (this.stream == null) {
			try {
				this.stream = this.streams
					.subscribe(StreamSpec.ofAgent(NAME, this.agent.id()).after(Instant.now().minus(LOOK_BACK)));
			}
			catch (BimpeAIException ex) {
				tell(ex);
			}
		}
	}

	@Nullable ManagedStream stream() {
		return this.stream;
	}

	private void tell(BimpeAIException ex) {
		String message = String.valueOf(ex.getMessage());
		if (!message.equals(this.told)) {
			this.told = message;
			logger.warn("The messages of the agent cannot be followed yet: {}", message);
		}
	}

}
