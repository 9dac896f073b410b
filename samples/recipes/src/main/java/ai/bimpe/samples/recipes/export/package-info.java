/**
 * All conversations of an agent as JSON Lines.
 */
@NullMarked
package ai.bimpe.samples.recipes.export;

import org.jspecify.annotations.NullMarked;
