/**
 * Conversations with customers and their messages.
 */
@NullMarked
package ai.bimpe.client.conversations;

import org.jspecify.annotations.NullMarked;
