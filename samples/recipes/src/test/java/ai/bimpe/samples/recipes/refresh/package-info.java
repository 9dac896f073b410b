/**
 * Tests.
 */
@NullMarked
package ai.bimpe.samples.recipes.refresh;

import org.jspecify.annotations.NullMarked;
