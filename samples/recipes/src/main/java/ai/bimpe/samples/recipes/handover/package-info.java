/**
 * Hand-over: a person takes a conversation over, and gives it back.
 */
@NullMarked
package ai.bimpe.samples.recipes.handover;

import org.jspecify.annotations.NullMarked;
