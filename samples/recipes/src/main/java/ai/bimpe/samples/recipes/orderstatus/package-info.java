/**
 * Order status: an endpoint of the shop that the agent asks.
 */
@NullMarked
package ai.bimpe.samples.recipes.orderstatus;

import org.jspecify.annotations.NullMarked;
