/**
 * Actuator endpoint of the BimpeAI client.
 */
@NullMarked
package ai.bimpe.spring.boot.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
