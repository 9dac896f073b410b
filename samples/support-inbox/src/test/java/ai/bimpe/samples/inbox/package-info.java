/**
 * Tests of the inbox.
 */
@NullMarked
package ai.bimpe.samples.inbox;

import org.jspecify.annotations.NullMarked;
