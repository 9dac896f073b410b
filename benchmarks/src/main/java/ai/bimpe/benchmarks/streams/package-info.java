/**
 * Message streams end to end.
 */
@NullMarked
package ai.bimpe.benchmarks.streams;

import org.jspecify.annotations.NullMarked;
