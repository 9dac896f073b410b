package ai.bimpe.spring.boot.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time of a test, by which the simulator dates messages and counts limits, and the
 * client reads dates of the server. It runs like that of the system, and a test can set
 * or advance it. It goes back to that of the system after each test. Waits and time-outs
 * are not changed. Can be used from any thread.
 *
 * <p>
 * An application that reads a {@link Clock} bean shares it when a test gives it
 * {@link #clock()}.
 *
 * @since 0.1.0
 */
public final class SimulatorTime {

	private final Clock system = Clock.systemUTC();

	private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

	private final Clock clock = ((InstantSource) this::now).withZone(ZoneOffset.UTC);

	/**
	 * Create a time like that of the system.
	 */
	public SimulatorTime() {
	}

	/**
	 * Return the time at this moment.
	 * @return the time
	 */
	public Instant now() {
		return this.system.instant().plus(this.ahead.get());
	}

	/**
	 * Return a clock that shows this time.
	 * @return the clock, in UTC
	 */
	public Clock clock() {
		return this.clock;
	}

	/**
	 * Let time pass at once.
	 * @param duration how much
	 */
	public void advance(Duration duration) {
		this.ahead.accumulateAndGet(duration, Duration::plus);
	}

	/**
	 * Go to a point in time, from which time runs on.
	 * @param now the time that it is now
	 */
	public void setTo(Instant now) {
		this.ahead.set(Duration.between(this.system.instant(), now));
	}

	/**
	 * Go back to the time of the system.
	 */
	public void reset() {
		this.ahead.set(Duration.ZERO);
	}

}
