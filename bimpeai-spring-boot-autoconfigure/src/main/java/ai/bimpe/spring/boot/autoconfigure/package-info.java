/**
 * Auto-configuration of the BimpeAI client.
 */
@NullMarked
package ai.bimpe.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
