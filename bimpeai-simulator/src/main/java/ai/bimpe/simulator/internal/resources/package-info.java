/**
 * One class for each resource of the Console API, and what several of them share.
 * <p>
 * Internal: nothing here is meant for users of the simulator, and anything may change in
 * any release.
 */
@NullMarked
package ai.bimpe.simulator.internal.resources;

import org.jspecify.annotations.NullMarked;
