package ai.bimpe.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What this process has used up to now.
 *
 * @param wallNanos when that was
 * @param cpuNanos CPU time of all threads, of the JVM's own too
 * @param allocatedBytes what the threads that still live have allocated on the heap
 * @param serverCpuNanos CPU time of the server's process
 */
public record ResourceUsage(long wallNanos, long cpuNanos, long allocatedBytes, long serverCpuNanos) {

	/** The process id of the server is given, so that its share can be told. */
	private static final Optional<ProcessHandle> SERVER = Optional.ofNullable(Long.getLong("server"))
		.flatMap(ProcessHandle::of);

	private static final OperatingSystemMXBean SYSTEM = ManagementFactory
		.getPlatformMXBean(OperatingSystemMXBean.class);

	private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

	/**
	 * Read the counters.
	 * @return what was used up to now
	 */
	public static ResourceUsage now() {
		long allocated = 0;
		for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
			allocated += Math.max(0, bytes);
		}
		long server = SERVER.flatMap((process) -> process.info().totalCpuDuration()).map(Duration::toNanos).orElse(0L);
		return new ResourceUsage(System.nanoTime(), SYSTEM.getProcessCpuTime(), allocated, server);
	}

	/**
	 * Return what was used since an earlier time.
	 * @param earlier the earlier time
	 * @return the differences
	 */
	public ResourceUsage since(ResourceUsage earlier) {
		return new ResourceUsage(this.wallNanos - earlier.wallNanos, this.cpuNanos - earlier.cpuNanos,
				this.allocatedBytes - earlier.allocatedBytes, this.serverCpuNanos - earlier.serverCpuNanos);
	}

	/**
	 * Divide by what was done.
	 * @param count how much was done
	 * @return CPU and allocation of one, how many a second, and which part of one core
	 * the server took
	 */
	public Map<String, Double> each(double count) {
		Map<String, Double> result = new TreeMap<>();
		result.put("cpuMicros", this.cpuNanos / 1000.0 / count);
		result.put("allocatedBytes", this.allocatedBytes / count);
		result.put("allocatedKiB", this.allocatedBytes / 1024.0 / count);
		result.put("perSecond", count / this.wallNanos * TimeUnit.SECONDS.toNanos(1));
		result.put("serverPercent", 100.0 * this.serverCpuNanos / this.wallNanos);
		return result;
	}

	/**
	 * Wait until this process has worked for a time, by its CPU time: on a busy machine
	 * the compiler needs longer.
	 * @param seconds the CPU time; five times as long by the clock is the most
	 * @throws InterruptedException when interrupted
	 */
	public static void warmUp(int seconds) throws InterruptedException {
		ResourceUsage begin = now();
		ResourceUsage used;
		do {
			TimeUnit.MILLISECONDS.sleep(100);
			used = now().since(begin);
		}
		while (used.cpuNanos() < TimeUnit.SECONDS.toNanos(seconds)
				&& used.wallNanos() < TimeUnit.SECONDS.toNanos(5L * seconds));
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

		/**
		 * Divide what came after an earlier time by what was opened since.
		 * @param earlier the earlier time
		 * @param count how many were opened
		 * @return memory and threads of one
		 */
		public Map<String, Double> each(Memory earlier, double count) {
			Map<String, Double> result = new TreeMap<>();
			result.put("heapKiB", (this.heapBytes - earlier.heapBytes) / 1024.0 / count);
			result.put("residentKiB", (this.residentBytes - earlier.residentBytes) / 1024.0 / count);
			result.put("threads", (this.threads - earlier.threads) / count);
			return result;
		}

	}

}
