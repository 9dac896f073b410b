package ai.bimpe.client.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observation of a stream's connection and its keys. Replace it to change them.
 *
 * @since 0.1.0
 */
public interface StreamObservationConvention extends ObservationConvention<StreamObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof StreamObservationContext;
	}

}
