/**
 * Agents and what belongs to them.
 */
@NullMarked
package ai.bimpe.client.agents;

import org.jspecify.annotations.NullMarked;
