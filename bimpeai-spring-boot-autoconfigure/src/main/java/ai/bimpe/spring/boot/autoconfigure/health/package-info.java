/**
 * Health of the BimpeAI client.
 */
@NullMarked
package ai.bimpe.spring.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
