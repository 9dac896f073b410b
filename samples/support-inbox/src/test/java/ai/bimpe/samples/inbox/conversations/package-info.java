/**
 * Tests of the inbox.
 */
@NullMarked
package ai.bimpe.samples.inbox.conversations;

import org.jspecify.annotations.NullMarked;
