/**
 * Telephone calls.
 */
@NullMarked
package ai.bimpe.client.calls;

import org.jspecify.annotations.NullMarked;
