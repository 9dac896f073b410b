/**
 * Internal, not API: containers, their workers, and the delivery of messages to
 * listeners.
 */
@NullMarked
package ai.bimpe.spring.stream.internal.listener;

import org.jspecify.annotations.NullMarked;
