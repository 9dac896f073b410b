/**
 * Internal, not API: how a client creates its resources.
 */
@NullMarked
package ai.bimpe.client.internal.resource;

import org.jspecify.annotations.NullMarked;
