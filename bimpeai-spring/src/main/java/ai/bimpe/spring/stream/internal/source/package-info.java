/**
 * Internal, not API: where the messages of a stream come from, one conversation or a
 * whole agent.
 */
@NullMarked
package ai.bimpe.spring.stream.internal.source;

import org.jspecify.annotations.NullMarked;
