package ai.bimpe.client.contract;

import java.util.function.Function;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * One operation as it should look on the wire.
 *
 * @param id the operationId
 * @param request method and target, without the prefix of the API
 * @param body schema whose example is sent, or {@code null} for no body
 * @param answer schema whose example is answered, or {@code null} for no data
 * @param list whether the answer is a list of it
 * @param blocking calls the operation on the blocking face
 * @param reactive calls the operation on the reactive face
 */
record OperationCase(String id, String request, @Nullable String body, @Nullable String answer, boolean list,
		Function<BimpeAI, @Nullable Object> blocking, Function<ReactiveBimpeAI, Publisher<?>> reactive) {

	@Override
	public String toString() {
		return this.id;
	}

}
