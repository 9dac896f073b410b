/**
 * One class for each resource of the Console API.
 * <p>
 * Internal: nothing here is meant for users of the simulator, and anything may change in
 * any release.
 */
@NullMarked
package ai.bimpe.simulator.resources;

import org.jspecify.annotations.NullMarked;
