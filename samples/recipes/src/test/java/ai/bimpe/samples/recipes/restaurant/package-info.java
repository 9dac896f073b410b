/**
 * Tests of the recipe.
 */
@NullMarked
package ai.bimpe.samples.recipes.restaurant;

import org.jspecify.annotations.NullMarked;
