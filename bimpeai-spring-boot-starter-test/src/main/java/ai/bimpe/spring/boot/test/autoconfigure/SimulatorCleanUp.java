package ai.bimpe.spring.boot.test.autoconfigure;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.SimulatorTime;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Brings the simulator of a context back to where it was when the application was ready,
 * as soon as no test of the context runs.
 */
class SimulatorCleanUp {

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

	@EventListener(ApplicationReadyEvent.class)
	synchronized void ready() {
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
