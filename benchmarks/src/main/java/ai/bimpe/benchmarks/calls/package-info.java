/**
 * Calls end to end.
 */
@NullMarked
package ai.bimpe.benchmarks.calls;

import org.jspecify.annotations.NullMarked;
