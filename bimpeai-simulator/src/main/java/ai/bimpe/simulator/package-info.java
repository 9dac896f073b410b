/**
 * The BimpeAI simulator: the Agent Console API in one process.
 * <p>
 * {@link ai.bimpe.simulator.Simulator} starts it inside a test or an application;
 * {@link ai.bimpe.simulator.SimulatorSettings} changes how it behaves,
 * {@link ai.bimpe.simulator.Fault} scripts what goes wrong, and
 * {@link ai.bimpe.simulator.RecordedRequest} and {@link ai.bimpe.simulator.OpenStream}
 * show what clients did. The packages below this one are internal.
 */
@NullMarked
package ai.bimpe.simulator;

import org.jspecify.annotations.NullMarked;
