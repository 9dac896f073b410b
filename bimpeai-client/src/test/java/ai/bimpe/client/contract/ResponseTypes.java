package ai.bimpe.client.contract;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.stream.MessageStream;
import ai.bimpe.client.stream.StreamMessage;
import tools.jackson.databind.JsonNode;

/**
 * What the operations answer with, and what that is made of, by the name of the type:
 * found from one operation to the next.
 */
final class ResponseTypes {

	static final Map<String, Class<?>> ALL = scan();

	private ResponseTypes() {
	}

	static Class<?> get(String name) {
		return Objects.requireNonNull(ALL.get(name), name);
	}

	/**
	 * Return what the contract says about a type.
	 */
	static JsonNode schema(String name) {
		JsonNode event = ApiContract.operation("streamMessages")
			.json()
			.path("responses")
			.path("200")
			.path("x-sse-events");
		return name.equals("StreamMessage") ? event.path("message") : ApiContract.schema(name);
	}

	private static Map<String, Class<?>> scan() {
		Map<String, Class<?>> types = new TreeMap<>();
		for (FaceOperation operation : Faces.operationsOf(BimpeAI.class)) {
			if (!operation.isEscapeHatch()) {
				boolean stream = operation.method().getReturnType() == MessageStream.class;
				collect(stream ? StreamMessage.class : operation.answer(), types);
			}
		}
		return types;
	}

	private static void collect(Class<?> type, Map<String, Class<?>> types) {
		if (type.isRecord() && !SampleValues.isOpenValue(type) && types.put(type.getSimpleName(), type) == null) {
			for (RecordComponent component : type.getRecordComponents()) {
				Type part = component.getGenericType();
				if (part instanceof ParameterizedType generic) {
					part = generic.getActualTypeArguments()[0];
				}
				if (part instanceof Class<?> nested) {
					collect(nested, types);
				}
			}
		}
	}

}
