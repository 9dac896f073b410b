/**
 * Managed streams: from the socket to the listener and to the acknowledgement.
 */
@NullMarked
package ai.bimpe.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;
