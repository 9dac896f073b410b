package ai.bimpe.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import ai.bimpe.simulator.core.ApiKey;
import ai.bimpe.simulator.core.SimulatorSettings;

/**
 * Builder for a {@link Simulator}.
 *
 * @since 0.1.0
 */
public final class SimulatorBuilder {

	private final SimulatorSettings settings = new SimulatorSettings();

	private final List<ApiKey> keys = new ArrayList<>();

	private String host = "127.0.0.1";

	private int port;

	private Clock clock = Clock.systemUTC();

	private long idSeed = System.nanoTime();

	private boolean demoData;

	SimulatorBuilder() {
	}

	/**
	 * Set the address to listen on.
	 * @param host the address, {@code 127.0.0.1} by default
	 * @return this builder
	 */
	public SimulatorBuilder host(String host) {
		this.host = host;
		return this;
	}

	/**
	 * Set the port to listen on.
	 * @param port the port; 0, the default, for a free one
	 * @return this builder
	 */
	public SimulatorBuilder port(int port) {
		if (port < 0 || port > 65535) {
			throw new IllegalArgumentException("A port is a number from 0 to 65535, not " + port);
		}
		this.port = port;
		return this;
	}

	/**
	 * Set the clock of the simulator, which dates its data and measures the lives of
	 * tickets and the windows of limits. Heartbeats and delays follow real time.
	 * @param clock the clock
	 * @return this builder
	 */
	public SimulatorBuilder clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Add an API key. As soon as one is added, only added keys are accepted; without any,
	 * every key that begins with {@code sk_} may do everything.
	 * @param key the key
	 * @return this builder
	 */
	public SimulatorBuilder key(ApiKey key) {
		this.keys.add(key);
		return this;
	}

	/**
	 * Set the seed of the ids, so that things that are made in the same order have the
	 * same ids in every run. Without it every run has ids of its own.
	 * @param seed the seed
	 * @return this builder
	 */
	public SimulatorBuilder idSeed(long seed) {
		this.idSeed = seed;
		return this;
	}

	/**
	 * Set whether the team has a few agents and conversations from the start.
	 * @param demoData whether it has
	 * @return this builder
	 */
	public SimulatorBuilder demoData(boolean demoData) {
		this.demoData = demoData;
		return this;
	}

	/**
	 * Set the time between two heartbeats of an open stream.
	 * @param interval the interval; zero sends no heartbeats
	 * @return this builder
	 */
	public SimulatorBuilder heartbeatInterval(Duration interval) {
		this.settings.heartbeatInterval(interval);
		return this;
	}

	/**
	 * Set whether the simulated agent answers messages of the customer.
	 * @param answering whether it answers
	 * @return this builder
	 */
	public SimulatorBuilder answering(boolean answering) {
		this.settings.answering(answering);
		return this;
	}

	/**
	 * Set how long the simulated agent thinks before it answers.
	 * @param delay the delay; zero answers at once
	 * @return this builder
	 */
	public SimulatorBuilder answerDelay(Duration delay) {
		this.settings.answerDelay(delay);
		return this;
	}

	/**
	 * Lift every rate limit.
	 * @return this builder
	 */
	public SimulatorBuilder withoutRateLimits() {
		this.settings.withoutRateLimits();
		return this;
	}

	/**
	 * Change any of the settings. A {@linkplain Simulator#reset() reset} returns to them.
	 * @param change what to do to the settings
	 * @return this builder
	 */
	public SimulatorBuilder settings(Consumer<SimulatorSettings> change) {
		change.accept(this.settings);
		return this;
	}

	/**
	 * Start the simulator.
	 * @return the running simulator
	 * @throws RuntimeException when the address cannot be bound
	 */
	public Simulator start() {
		return new Simulator(this);
	}

	String host() {
		return this.host;
	}

	int port() {
		return this.port;
	}

	Clock clock() {
		return this.clock;
	}

	long idSeed() {
		return this.idSeed;
	}

	List<ApiKey> keys() {
		return List.copyOf(this.keys);
	}

	SimulatorSettings settings() {
		return new SimulatorSettings().copyFrom(this.settings);
	}

	boolean demoData() {
		return this.demoData;
	}

}
