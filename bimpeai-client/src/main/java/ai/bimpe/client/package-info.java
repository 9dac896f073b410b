/**
 * The BimpeAI client.
 */
@NullMarked
package ai.bimpe.client;

import org.jspecify.annotations.NullMarked;
