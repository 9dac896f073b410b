/**
 * The BimpeAI client.sse.
 */
@NullMarked
package ai.bimpe.client.sse;

import org.jspecify.annotations.NullMarked;
