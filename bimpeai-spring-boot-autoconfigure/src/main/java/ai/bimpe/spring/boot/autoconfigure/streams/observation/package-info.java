/**
 * How deliveries of messages to listeners appear in Micrometer Observation.
 */
@NullMarked
package ai.bimpe.spring.boot.autoconfigure.streams.observation;

import org.jspecify.annotations.NullMarked;
