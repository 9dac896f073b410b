package ai.bimpe.spring.boot.test;

import java.time.Duration;

import ai.bimpe.simulator.Simulator;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on the requests that reached a simulator.
 *
 * @since 0.1.0
 * @see BimpeAIAssertions#assertThat(Simulator)
 */
public final class SimulatorAssert extends AbstractAssert<SimulatorAssert, Simulator> {

	private final Duration timeout;

	SimulatorAssert(Simulator actual) {
		this(actual, Duration.ZERO);
	}

	private SimulatorAssert(Simulator actual, Duration timeout) {
		super(actual, SimulatorAssert.class);
		this.timeout = timeout;
	}

	/**
	 * Give what follows up to ten seconds to become true.
	 * @return the assertions
	 */
	public SimulatorAssert eventually() {
		return within(EventualAssertion.DEFAULT_TIMEOUT);
	}

	/**
	 * Give what follows time to become true.
	 * @param timeout how long to wait at most
	 * @return the assertions
	 */
	public SimulatorAssert within(Duration timeout) {
		return new SimulatorAssert(this.actual, timeout);
	}

	/**
	 * Verify that requests of an operation arrived.
	 * @param operationId an operation of the contract, such as {@code createAgent}
	 * @return assertions on these requests
	 */
	public RequestsAssert received(String operationId) {
		return new RequestsAssert(operationId, this.actual::requests, this.timeout).isNotEmpty();
	}

	/**
	 * Verify that no request of an operation has arrived so far.
	 * @param operationId an operation of the contract, such as {@code makeCall}
	 * @return these assertions
	 */
	public SimulatorAssert receivedNo(String operationId) {
		new RequestsAssert(operationId, this.actual::requests, Duration.ZERO).times(0);
		return this;
	}

}
