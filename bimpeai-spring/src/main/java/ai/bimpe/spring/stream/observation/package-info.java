/**
 * How deliveries of messages to listeners appear in Micrometer Observation.
 */
@NullMarked
package ai.bimpe.spring.stream.observation;

import org.jspecify.annotations.NullMarked;
