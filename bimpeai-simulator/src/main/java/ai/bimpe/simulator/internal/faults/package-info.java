/**
 * Scripted faults: what they say and which request they apply to.
 * <p>
 * Internal: nothing here is meant for users of the simulator, and anything may change in
 * any release.
 */
@NullMarked
package ai.bimpe.simulator.internal.faults;

import org.jspecify.annotations.NullMarked;
