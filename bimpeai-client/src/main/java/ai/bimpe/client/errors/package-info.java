/**
 * What can go wrong: {@link ai.bimpe.client.errors.BimpeAIException} and its tree.
 */
@NullMarked
package ai.bimpe.client.errors;

import org.jspecify.annotations.NullMarked;
