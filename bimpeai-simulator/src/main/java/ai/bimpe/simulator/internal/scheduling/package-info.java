/**
 * What the simulator does later: answers of agents and the next states of calls.
 * <p>
 * Internal: nothing here is meant for users of the simulator, and anything may change in
 * any release.
 */
@NullMarked
package ai.bimpe.simulator.internal.scheduling;

import org.jspecify.annotations.NullMarked;
