/**
 * The conversations, and what people do with them.
 */
@NullMarked
package ai.bimpe.samples.inbox.conversations;

import org.jspecify.annotations.NullMarked;
