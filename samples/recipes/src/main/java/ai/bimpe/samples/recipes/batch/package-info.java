/**
 * What the recipes for thousands of items have in common.
 */
@NullMarked
package ai.bimpe.samples.recipes.batch;

import org.jspecify.annotations.NullMarked;
