package ai.bimpe.benchmarks.soak;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;

/**
 * Counts what Netty reports as never released. To be created before Netty is used.
 */
final class LeakReports {

	private static final String CANARY = "canary of the soak";

	private static final int LOOKS = 100;

	/** Enough for one of them to be tracked. */
	private static final int ALLOCATIONS = 1000;

	private final AtomicLong reports = new AtomicLong();

	private final AtomicBoolean canaryReported = new AtomicBoolean();

	LeakReports() {
		// Without a log, Netty does not look.
		InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
		ByteBufUtil.setLeakListener((type, records) -> {
			if (records.contains(CANARY)) {
				this.canaryReported.set(true);
			}
			else {
				this.reports.incrementAndGet();
			}
		});
	}

	/**
	 * Leak buffers on purpose, wait until they are reported, and return how many others
	 * were reported until then.
	 * @return the reports since the start
	 * @throws InterruptedException when interrupted
	 */
	long count() throws InterruptedException {
		for (int i = 0; i < ALLOCATIONS; i++) {
			ByteBufAllocator.DEFAULT.directBuffer(16).touch(CANARY);
		}
		for (int i = 0; i < LOOKS && !this.canaryReported.get(); i++) {
			System.gc();
			Thread.sleep(100);
			// The detector looks for leaks when it tracks a new buffer.
			for (int j = 0; j < ALLOCATIONS; j++) {
				ByteBufAllocator.DEFAULT.directBuffer(16).release();
			}
		}
		if (!this.canaryReported.get()) {
			throw new IllegalStateException("Leaks are not reported");
		}
		return this.reports.get();
	}

}
