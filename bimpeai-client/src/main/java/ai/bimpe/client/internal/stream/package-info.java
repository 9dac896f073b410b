/**
 * Internal, not API: ticket, connection, watchdog and resumption of message streams.
 */
@NullMarked
package ai.bimpe.client.internal.stream;

import org.jspecify.annotations.NullMarked;
