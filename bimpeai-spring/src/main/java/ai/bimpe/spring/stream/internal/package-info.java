/**
 * Internal, not API: helpers that several packages of managed streams share.
 */
@NullMarked
package ai.bimpe.spring.stream.internal;

import org.jspecify.annotations.NullMarked;
