/**
 * The HTTP side of the simulator: routes, API keys, limits, idempotency and responses.
 * <p>
 * Internal: nothing here is meant for users of the simulator, and anything may change in
 * any release.
 */
@NullMarked
package ai.bimpe.simulator.internal.http;

import org.jspecify.annotations.NullMarked;
