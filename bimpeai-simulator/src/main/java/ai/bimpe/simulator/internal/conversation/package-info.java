/**
 * What happens inside conversations: messages, and the agent that answers them.
 * <p>
 * Internal: nothing here is meant for users of the simulator, and anything may change in
 * any release.
 */
@NullMarked
package ai.bimpe.simulator.internal.conversation;

import org.jspecify.annotations.NullMarked;
