/**
 * Internal, not API: when to try again and after how long, in the types of Spring Retry,
 * and the one adapter that drives them from Reactor.
 */
@NullMarked
package ai.bimpe.client.internal.retry;

import org.jspecify.annotations.NullMarked;
