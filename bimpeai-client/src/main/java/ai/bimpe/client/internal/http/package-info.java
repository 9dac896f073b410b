/**
 * Internal, not API: one call, from an operation to its typed result. Headers, envelopes
 * and errors of the wire are known here and nowhere else.
 */
@NullMarked
package ai.bimpe.client.internal.http;

import org.jspecify.annotations.NullMarked;
