/**
 * From raw figures to tables.
 */
@NullMarked
package ai.bimpe.benchmarks.report;

import org.jspecify.annotations.NullMarked;
