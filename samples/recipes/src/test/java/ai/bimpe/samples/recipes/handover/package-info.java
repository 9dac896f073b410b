/**
 * Tests of the recipe.
 */
@NullMarked
package ai.bimpe.samples.recipes.handover;

import org.jspecify.annotations.NullMarked;
