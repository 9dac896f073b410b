package ai.bimpe.samples.recipes.export;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/**
 * A clock that is set by hand while the past is made up, and then shows the real time.
 */
class DemoClock extends Clock {

	private volatile @Nullable Instant past;

	DemoClock(Instant past) {
		this.past = past;
	}

	void advance(Duration duration) {
		this.past = instant().plus(duration);
	}

	void runOn() {
		this.past = null;
	}

	@Override
	public Instant instant() {
		Instant past = this.past;
		return (past != null) ? past : Instant.now();
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
