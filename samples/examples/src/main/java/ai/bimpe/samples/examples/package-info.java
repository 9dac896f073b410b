/**
 * One small class for each thing to do.
 */
@NullMarked
package ai.bimpe.samples.examples;

import org.jspecify.annotations.NullMarked;
