/**
 * Internal, not API: helpers that several packages of the client share.
 */
@NullMarked
package ai.bimpe.client.internal;

import org.jspecify.annotations.NullMarked;
