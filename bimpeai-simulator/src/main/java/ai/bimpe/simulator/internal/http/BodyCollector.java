package ai.bimpe.simulator.internal.http;

import java.io.ByteArrayOutputStream;

/**
 * Collects the body of a request up to a limit, and drops what is above it.
 *
 * @since 0.1.0
 */
final class BodyCollector {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

	private final int limit;

	private boolean tooLarge;

	BodyCollector(int limit) {
		this.limit = limit;
	}

	void add(byte[] part) {
		if (this.bytes.size() + part.length > this.limit) {
			this.tooLarge = true;
			this.bytes.reset();
		}
		if (!this.tooLarge) {
			this.bytes.writeBytes(part);
		}
	}

	boolean isTooLarge() {
		return this.tooLarge;
	}

	byte[] bytes() {
		return this.bytes.toByteArray();
	}

}
