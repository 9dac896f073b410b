package ai.bimpe.spring.boot.test.autoconfigure;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.SimulatorTime;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamState;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Brings the simulator of a context back to where it was when the application was ready,
 * as soon as no test of the context runs.
 */
class SimulatorCleanUp {

	private static final Duration UNTIL_STARTED = Duration.ofSeconds(10);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

	private final Simulator simulator;

	private final SimulatorTime time;

	private final ObjectProvider<BimpeAIStreams> streams;

	private Set<String> lasting = Set.of();

	/** Never so in a context that no SpringApplication has started. */
	private boolean ready;

	private int running;

	SimulatorCleanUp(Simulator simulator, SimulatorTime time, ObjectProvider<BimpeAIStreams> streams) {
		this.simulator = simulator;
		this.time = time;
		this.streams = streams;
	}

	// A stream begins at the time of the simulator, which a test may set.
	@EventListener(ApplicationReadyEvent.class)
	void awaitStreams() {
		try {
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(POLL_INTERVAL)
				.atMost(UNTIL_STARTED)
				.until(() -> streams().noneMatch((stream) -> stream.state() == StreamState.CONNECTING));
		}
		catch (ConditionTimeoutException ex) {
			// Whatever it waits for, tests fail with a better reason.
		}
		ready();
	}

	private synchronized void ready() {
		this.ready = true;
		this.simulator.mark();
		this.lasting = streams().map((stream) -> stream.spec().name()).collect(Collectors.toSet());
	}

	synchronized void testStarts() {
		this.running++;
	}

	synchronized void testIsOver() {
		this.running--;
		if (this.running == 0 && this.ready) {
			streams().filter((stream) -> !this.lasting.contains(stream.spec().name())).forEach(ManagedStream::stop);
			// So that none of them meets the end of what it is about to open.
			streams().forEach(ManagedStream::pause);
			this.time.reset();
			this.simulator.reset();
			streams().forEach(ManagedStream::resume);
		}
	}

	private Stream<ManagedStream> streams() {
		return this.streams.stream().flatMap((all) -> all.all().stream());
	}

}
