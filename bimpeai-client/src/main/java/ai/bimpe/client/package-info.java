/**
 * Client for the BimpeAI Agent Console API: {@link ai.bimpe.client.BimpeAI} blocks,
 * {@link ai.bimpe.client.ReactiveBimpeAI} does not.
 *
 * <p>
 * What the API promises to send is declared as never {@code null} in the values of the
 * resource packages. A server that breaks its promise leads to {@code null} there, not to
 * an exception: an answer that can be read in part is worth more than none.
 */
@NullMarked
package ai.bimpe.client;

import org.jspecify.annotations.NullMarked;
