/**
 * What the agent is and knows.
 */
@NullMarked
package ai.bimpe.samples.inbox.agent;

import org.jspecify.annotations.NullMarked;
