/**
 * The files of a folder as knowledge bases of an agent.
 */
@NullMarked
package ai.bimpe.samples.recipes.refresh;

import org.jspecify.annotations.NullMarked;
