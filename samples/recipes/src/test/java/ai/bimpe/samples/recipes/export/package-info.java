/**
 * Tests.
 */
@NullMarked
package ai.bimpe.samples.recipes.export;

import org.jspecify.annotations.NullMarked;
