package ai.bimpe.client.contract;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The two faces of the client, found by walking from one accessor to the next.
 */
final class Faces {

	private Faces() {
	}

	/**
	 * Return every class of the blocking face with its twin of the reactive one.
	 */
	static Map<Class<?>, Class<?>> all() {
		Map<Class<?>, Class<?>> faces = new LinkedHashMap<>();
		collect(BimpeAI.class, ReactiveBimpeAI.class, faces);
		return faces;
	}

	/**
	 * Return the operations that a client offers, with the resources below it.
	 */
	static List<FaceOperation> operationsOf(Class<?> client) {
		List<FaceOperation> operations = new ArrayList<>();
		collect(client, List.of(), operations);
		return operations;
	}

	/**
	 * Return the methods of one class that carry out something.
	 */
	static List<Method> operations(Class<?> face) {
		return Arrays.stream(face.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())
					&& !method.isSynthetic() && !isAccessor(method))
			.filter((method) -> !List.of("blocking", "reactive", "close").contains(method.getName()))
			.toList();
	}

	private static void collect(Class<?> face, List<Method> accessors, List<FaceOperation> operations) {
		JavadocNames names = JavadocNames.of(face);
		for (Method method : operations(face)) {
			operations.add(new FaceOperation(accessors, method, names.get(method.getName())));
		}
		accessors(face).values().forEach((accessor) -> {
			List<Method> longer = new ArrayList<>(accessors);
			longer.add(accessor);
			collect(accessor.getReturnType(), longer, operations);
		});
	}

	private static void collect(Class<?> blocking, Class<?> reactive, Map<Class<?>, Class<?>> faces) {
		assertThat(reactive.getSimpleName()).isEqualTo("Reactive" + blocking.getSimpleName());
		faces.put(blocking, reactive);
		Map<String, Method> twins = accessors(reactive);
		Map<String, Method> accessors = accessors(blocking);
		assertThat(accessors.keySet()).as(blocking.getSimpleName()).isEqualTo(twins.keySet());
		accessors.forEach((name, accessor) -> collect(accessor.getReturnType(),
				Objects.requireNonNull(twins.get(name)).getReturnType(), faces));
	}

	private static Map<String, Method> accessors(Class<?> face) {
		Map<String, Method> accessors = new TreeMap<>();
		Arrays.stream(face.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()) && isAccessor(method))
			.forEach((method) -> accessors.put(method.getName(), method));
		return accessors;
	}

	private static boolean isAccessor(Method method) {
		return method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())
				&& method.getReturnType().getName().startsWith("ai.bimpe.client.")
				&& !method.getReturnType().isInterface();
	}

}
