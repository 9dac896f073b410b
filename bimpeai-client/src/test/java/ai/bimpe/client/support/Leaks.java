package ai.bimpe.client.support;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.slf4j.LoggerFactory;

import static org.awaitility.Awaitility.await;

/**
 * Finds buffers that were never released, by what Netty's leak detector reports.
 */
public final class Leaks implements AutoCloseable {

	/** The detector reports what looks like an earlier leak only once. */
	private final String canary = "canary " + UUID.randomUUID();

	private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);

	private final ListAppender<ILoggingEvent> reports = new ListAppender<>();

	private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

	public Leaks() {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
		this.reports.start();
		this.logger.addAppender(this.reports);
		// The canary is no news for the log.
		this.logger.setAdditive(false);
	}

	/**
	 * Leak a buffer on purpose, wait until the detector reports it, and return what else
	 * it reported until then.
	 */
	public List<String> find() {
		leakCanary();
		await().atMost(Duration.ofSeconds(20)).until(() -> {
			System.gc();
			// The detector looks for leaks when a buffer is allocated.
			ByteBufAllocator.DEFAULT.directBuffer(16).release();
			return messages().stream().anyMatch((message) -> message.contains(this.canary));
		});
		return messages().stream().filter((message) -> !message.contains(this.canary)).toList();
	}

	private void leakCanary() {
		ByteBuf leaked = ByteBufAllocator.DEFAULT.directBuffer(16);
		leaked.touch(this.canary);
	}

	private List<String> messages() {
		synchronized (this.reports) {
			return List.copyOf(this.reports.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
		}
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.reports);
		this.logger.setAdditive(true);
		ResourceLeakDetector.setLevel(this.level);
	}

}
