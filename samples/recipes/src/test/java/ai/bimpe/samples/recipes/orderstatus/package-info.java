/**
 * Tests of the recipe.
 */
@NullMarked
package ai.bimpe.samples.recipes.orderstatus;

import org.jspecify.annotations.NullMarked;
