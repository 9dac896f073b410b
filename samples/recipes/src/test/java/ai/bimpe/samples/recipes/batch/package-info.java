/**
 * Tests.
 */
@NullMarked
package ai.bimpe.samples.recipes.batch;

import org.jspecify.annotations.NullMarked;
