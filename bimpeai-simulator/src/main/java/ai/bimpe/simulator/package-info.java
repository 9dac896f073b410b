/**
 * The BimpeAI simulator: the Agent Console API in one process.
 * <p>
 * {@link ai.bimpe.simulator.Simulator} starts it inside a test or an application;
 * {@link ai.bimpe.simulator.core.SimulatorSettings} changes how it behaves,
 * {@link ai.bimpe.simulator.Fault} scripts what goes wrong, and
 * {@link ai.bimpe.simulator.core.RecordedRequest} and
 * {@link ai.bimpe.simulator.core.OpenStream} show what clients did. What is below
 * {@code ai.bimpe.simulator.internal} is not API.
 */
@NullMarked
package ai.bimpe.simulator;

import org.jspecify.annotations.NullMarked;
