/**
 * How calls and streams appear in Micrometer Observation.
 */
@NullMarked
package ai.bimpe.client.observation;

import org.jspecify.annotations.NullMarked;
