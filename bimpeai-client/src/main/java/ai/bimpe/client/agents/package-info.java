/**
 * Agents and what belongs to them: knowledge bases, channels, actions and integrations.
 */
@NullMarked
package ai.bimpe.client.agents;

import org.jspecify.annotations.NullMarked;
