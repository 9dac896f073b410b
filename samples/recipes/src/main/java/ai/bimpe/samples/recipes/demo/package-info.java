/**
 * What the demos of the recipes have in common.
 */
@NullMarked
package ai.bimpe.samples.recipes.demo;

import org.jspecify.annotations.NullMarked;
