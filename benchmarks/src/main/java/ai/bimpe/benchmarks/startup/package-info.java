/**
 * What the starter adds to the start of an application.
 */
@NullMarked
package ai.bimpe.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
