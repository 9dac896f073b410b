/**
 * What a process uses, and how figures are kept.
 */
@NullMarked
package ai.bimpe.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
