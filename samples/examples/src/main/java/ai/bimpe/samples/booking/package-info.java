/**
 * The application whose tests stand in the guide about testing.
 */
@NullMarked
package ai.bimpe.samples.booking;

import org.jspecify.annotations.NullMarked;
