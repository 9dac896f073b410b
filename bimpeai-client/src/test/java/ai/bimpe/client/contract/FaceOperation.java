package ai.bimpe.client.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import ai.bimpe.client.ApiRequest;
import org.jspecify.annotations.Nullable;

/**
 * A method of a face that carries out operations of the contract.
 *
 * @param accessors lead from the client to its class
 * @param method the method
 * @param ids the operationIds that its documentation names
 */
record FaceOperation(List<Method> accessors, Method method, List<String> ids) {

	/**
	 * Return how a user reaches it.
	 */
	String path() {
		return this.accessors.stream().map((accessor) -> accessor.getName() + "().").collect(Collectors.joining())
				+ this.method.getName();
	}

	/**
	 * Return whether it is the way to operations that have no method.
	 */
	boolean isEscapeHatch() {
		return this.method.getParameterTypes()[0] == ApiRequest.class;
	}

	/**
	 * Return what it answers with: the type of an item for lists and publishers.
	 */
	Class<?> answer() {
		Type type = this.method.getGenericReturnType();
		while (type instanceof ParameterizedType generic) {
			type = generic.getActualTypeArguments()[0];
		}
		return (Class<?>) type;
	}

	/**
	 * Call it on a client.
	 */
	@Nullable Object call(Object client, List<Object> arguments) throws Exception {
		try {
			Object face = client;
			for (Method accessor : this.accessors) {
				face = accessor.invoke(face);
			}
			return this.method.invoke(face, new ArrayList<>(arguments).toArray());
		}
		catch (InvocationTargetException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw ex;
		}
	}

	@Override
	public String toString() {
		return path();
	}

}
