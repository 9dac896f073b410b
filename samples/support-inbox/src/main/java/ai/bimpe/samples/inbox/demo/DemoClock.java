package ai.bimpe.samples.inbox.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that can look back, so that conversations have a past.
 */
class DemoClock extends Clock {

	private volatile Duration back = Duration.ZERO;

	void lookBack(Duration back) {
		this.back = back;
	}

	@Override
	public Instant instant() {
		return Instant.now().minus(this.back);
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
