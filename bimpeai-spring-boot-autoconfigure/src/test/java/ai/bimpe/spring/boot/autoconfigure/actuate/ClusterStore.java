package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

import org.springframework.integration.metadata.SimpleMetadataStore;

/**
 * The store of a cluster in a test, which can be down, and which can give no answer.
 */
final class ClusterStore extends SimpleMetadataStore {

	private volatile boolean down;

	private volatile CountDownLatch answering = new CountDownLatch(0);

	void goDown() {
		this.down = true;
	}

	void hang() {
		this.answering = new CountDownLatch(1);
	}

	void answer() {
		this.answering.countDown();
	}

	@Override
	public @Nullable String get(String key) {
		try {
			this.answering.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		if (this.down) {
			throw new IllegalStateException("jdbc:secret@store is down");
		}
		return super.get(key);
	}

}
