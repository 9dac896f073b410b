package ai.bimpe.client.internal.http;

import java.util.Arrays;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * The bytes of a body, collected as they come.
 */
final class BodyBytes {

	private final int limit;

	private byte[] bytes = {};

	private int length;

	BodyBytes(int limit) {
		this.limit = limit;
	}

	/**
	 * Take the bytes out of a buffer, and release it. One that cannot be taken is left to
	 * who collects: Reactor discards it.
	 * @param buffer the next part of the body
	 * @throws DataBufferLimitException when the body is larger than allowed
	 */
	void add(DataBuffer buffer) {
		int count = buffer.readableByteCount();
		if (count > this.limit - this.length) {
			throw new DataBufferLimitException("The body is larger than " + this.limit + " bytes");
		}
		int needed = this.length + count;
		if (needed > this.bytes.length) {
			// Bodies that come in one piece are copied once.
			int doubled = (this.length > 0) ? (int) Math.min(2L * needed, this.limit) : needed;
			this.bytes = Arrays.copyOf(this.bytes, doubled);
		}
		buffer.read(this.bytes, this.length, count);
		this.length = needed;
		DataBufferUtils.release(buffer);
	}

	byte[] toArray() {
		return (this.length == this.bytes.length) ? this.bytes : Arrays.copyOf(this.bytes, this.length);
	}

}
