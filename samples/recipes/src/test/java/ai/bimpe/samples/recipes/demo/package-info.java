/**
 * Tests.
 */
@NullMarked
package ai.bimpe.samples.recipes.demo;

import org.jspecify.annotations.NullMarked;
