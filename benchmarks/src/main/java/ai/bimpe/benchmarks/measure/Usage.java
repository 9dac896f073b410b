package ai.bimpe.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What this process has used up to now.
 *
 * @param wallNanos when that was
 * @param cpuNanos CPU time of all threads, of the JVM's own too
 * @param allocatedBytes what the threads that still live have allocated on the heap
 */
public record Usage(long wallNanos, long cpuNanos, long allocatedBytes) {

	private static final OperatingSystemMXBean SYSTEM = ManagementFactory
		.getPlatformMXBean(OperatingSystemMXBean.class);

	private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

	/**
	 * Read the counters.
	 * @return what was used up to now
	 */
	public static Usage now() {
		long allocated = 0;
		for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
			allocated += Math.max(0, bytes);
		}
		return new Usage(System.nanoTime(), SYSTEM.getProcessCpuTime(), allocated);
	}

	/**
	 * Return what was used since an earlier time.
	 * @param earlier the earlier time
	 * @return the differences
	 */
	public Usage since(Usage earlier) {
		return new Usage(this.wallNanos - earlier.wallNanos, this.cpuNanos - earlier.cpuNanos,
				this.allocatedBytes - earlier.allocatedBytes);
	}

	/**
	 * Wait until this process has worked for a time, by its CPU time: on a busy machine
	 * the compiler needs longer.
	 * @param seconds the CPU time; ten times as long by the clock is the most
	 * @throws InterruptedException when interrupted
	 */
	public static void warmUp(int seconds) throws InterruptedException {
		Usage begin = now();
		Usage used;
		do {
			TimeUnit.MILLISECONDS.sleep(100);
			used = now().since(begin);
		}
		while (used.cpuNanos() < TimeUnit.SECONDS.toNanos(seconds)
				&& used.wallNanos() < TimeUnit.SECONDS.toNanos(10L * seconds));
	}

	/**
	 * Return the memory in use after the garbage was collected.
	 * @return the memory
	 * @throws InterruptedException when interrupted
	 */
	public static Memory memory() throws InterruptedException {
		// Again and again: what references hold that the first one clears.
		for (int i = 0; i < 3; i++) {
			System.gc();
			Thread.sleep(300);
		}
		long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		return new Memory(heap, resident(), THREADS.getThreadCount());
	}

	private static long resident() {
		try {
			return Files.readAllLines(Path.of("/proc/self/status"))
				.stream()
				.filter((line) -> line.startsWith("VmRSS:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
				.findFirst()
				.orElse(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Resident memory is read from /proc, which only Linux has", ex);
		}
	}

	/**
	 * Memory and threads of this process.
	 *
	 * @param heapBytes used heap
	 * @param residentBytes what the operating system has given to the process
	 * @param threads number of live threads
	 */
	public record Memory(long heapBytes, long residentBytes, int threads) {
	}

}
