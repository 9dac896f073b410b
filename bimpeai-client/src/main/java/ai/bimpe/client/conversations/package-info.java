/**
 * Conversations with customers, their messages and the live message stream.
 */
@NullMarked
package ai.bimpe.client.conversations;

import org.jspecify.annotations.NullMarked;
