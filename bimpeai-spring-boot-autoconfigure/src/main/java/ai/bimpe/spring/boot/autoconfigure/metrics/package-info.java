/**
 * Meters of managed streams.
 */
@NullMarked
package ai.bimpe.spring.boot.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
