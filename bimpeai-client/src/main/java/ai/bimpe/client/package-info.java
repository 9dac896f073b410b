/**
 * Client for the BimpeAI Agent Console API: {@link ai.bimpe.client.BimpeAI} blocks,
 * {@link ai.bimpe.client.ReactiveBimpeAI} does not.
 */
@NullMarked
package ai.bimpe.client;

import org.jspecify.annotations.NullMarked;
