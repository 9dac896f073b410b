/**
 * What a test does to the simulated team, from Java or over the HTTP control interface
 * under {@code /simulator}.
 * <p>
 * Internal: nothing here is meant for users of the simulator, and anything may change in
 * any release.
 */
@NullMarked
package ai.bimpe.simulator.internal.control;

import org.jspecify.annotations.NullMarked;
