/**
 * Measurements of the client beside its peers, run by hand.
 */
@NullMarked
package ai.bimpe.benchmarks;

import org.jspecify.annotations.NullMarked;
