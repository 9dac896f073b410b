/**
 * Restaurant booking: messages in, tables booked, answers out.
 */
@NullMarked
package ai.bimpe.samples.recipes.restaurant;

import org.jspecify.annotations.NullMarked;
