/**
 * A whole application in one class.
 */
@NullMarked
package ai.bimpe.samples.frontdesk;

import org.jspecify.annotations.NullMarked;
