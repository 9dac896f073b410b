/**
 * From the message stream to the browsers.
 */
@NullMarked
package ai.bimpe.samples.inbox.live;

import org.jspecify.annotations.NullMarked;
