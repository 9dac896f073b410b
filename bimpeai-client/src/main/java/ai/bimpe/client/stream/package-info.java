/**
 * Internal: ticket, connect, watch, resume.
 */
@NullMarked
package ai.bimpe.client.stream;

import org.jspecify.annotations.NullMarked;
