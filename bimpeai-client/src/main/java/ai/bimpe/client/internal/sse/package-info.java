/**
 * Internal, not API: event-stream (Server-Sent Events) parser, complete to the
 * <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML Living
 * Standard</a>: bytes in, events out.
 */
@NullMarked
package ai.bimpe.client.internal.sse;

import org.jspecify.annotations.NullMarked;
