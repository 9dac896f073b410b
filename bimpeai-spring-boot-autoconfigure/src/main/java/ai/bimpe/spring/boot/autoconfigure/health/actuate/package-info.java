/**
 * Groups of the health endpoint.
 */
@NullMarked
package ai.bimpe.spring.boot.autoconfigure.health.actuate;

import org.jspecify.annotations.NullMarked;
