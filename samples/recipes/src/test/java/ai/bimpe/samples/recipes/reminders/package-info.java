/**
 * Tests of the recipe.
 */
@NullMarked
package ai.bimpe.samples.recipes.reminders;

import org.jspecify.annotations.NullMarked;
