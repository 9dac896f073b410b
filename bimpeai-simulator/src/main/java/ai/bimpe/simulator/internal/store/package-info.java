/**
 * The state of the simulated team, kept as plain JSON trees.
 * <p>
 * Internal: nothing here is meant for users of the simulator, and anything may change in
 * any release.
 */
@NullMarked
package ai.bimpe.simulator.internal.store;

import org.jspecify.annotations.NullMarked;
