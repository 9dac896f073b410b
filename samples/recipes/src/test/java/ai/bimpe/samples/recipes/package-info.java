/**
 * Tests for all recipes.
 */
@NullMarked
package ai.bimpe.samples.recipes;

import org.jspecify.annotations.NullMarked;
