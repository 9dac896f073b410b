/**
 * Internal, not API: how the listeners of the application are called for a message, and
 * how their end is known.
 */
@NullMarked
package ai.bimpe.spring.stream.internal.invocation;

import org.jspecify.annotations.NullMarked;
