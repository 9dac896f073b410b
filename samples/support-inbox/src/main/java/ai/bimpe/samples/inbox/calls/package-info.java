/**
 * Test calls.
 */
@NullMarked
package ai.bimpe.samples.inbox.calls;

import org.jspecify.annotations.NullMarked;
