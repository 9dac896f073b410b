package ai.bimpe.client.support;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/**
 * Tells how much memory is in use, of the heap and of Netty's buffers, beyond what was in
 * use when it began.
 */
public final class Memory {

	private final List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans()
		.stream()
		.filter((pool) -> pool.getType() == MemoryType.HEAP)
		.toList();

	private final long before;

	public Memory() {
		System.gc();
		this.before = heapInUse() + direct();
		this.heap.forEach(MemoryPoolMXBean::resetPeakUsage);
	}

	/**
	 * Return what is in use now and is no garbage.
	 */
	public long live() {
		System.gc();
		return heapInUse() + direct() - this.before;
	}

	/**
	 * Return the most that was in use, garbage included. Netty keeps what it once took
	 * for its buffers.
	 */
	public long peak() {
		return this.heap.stream().mapToLong((pool) -> pool.getPeakUsage().getUsed()).sum() + direct() - this.before;
	}

	private long heapInUse() {
		return this.heap.stream().mapToLong((pool) -> pool.getUsage().getUsed()).sum();
	}

	private static long direct() {
		return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
	}

}
