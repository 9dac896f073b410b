/**
 * What a simulator is set up with and what it reports: settings, API keys, random faults,
 * recorded requests, and open streams.
 * <p>
 * {@code ai.bimpe.simulator} and the internal packages build on this one, and it uses
 * none of them.
 */
@NullMarked
package ai.bimpe.simulator.core;

import org.jspecify.annotations.NullMarked;
