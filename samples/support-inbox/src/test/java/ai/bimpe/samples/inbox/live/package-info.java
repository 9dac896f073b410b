/**
 * Tests of the inbox.
 */
@NullMarked
package ai.bimpe.samples.inbox.live;

import org.jspecify.annotations.NullMarked;
