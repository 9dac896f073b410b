/**
 * The main job in five steps.
 */
@NullMarked
package ai.bimpe.samples.quickstart;

import org.jspecify.annotations.NullMarked;
