/**
 * A support team's inbox: the conversations of an agent, in a browser.
 */
@NullMarked
package ai.bimpe.samples.inbox;

import org.jspecify.annotations.NullMarked;
