/**
 * The event stream: tickets, open connections and the events written to them.
 * <p>
 * Internal: nothing here is meant for users of the simulator, and anything may change in
 * any release.
 */
@NullMarked
package ai.bimpe.simulator.internal.stream;

import org.jspecify.annotations.NullMarked;
