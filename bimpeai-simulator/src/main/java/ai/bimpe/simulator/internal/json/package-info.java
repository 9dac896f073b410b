/**
 * The one JSON mapper of the simulator and small helpers for its trees.
 * <p>
 * Internal: nothing here is meant for users of the simulator, and anything may change in
 * any release.
 */
@NullMarked
package ai.bimpe.simulator.internal.json;

import org.jspecify.annotations.NullMarked;
