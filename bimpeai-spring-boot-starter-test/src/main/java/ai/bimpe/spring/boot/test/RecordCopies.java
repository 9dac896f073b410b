package ai.bimpe.spring.boot.test;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Copies of records with another value of one component. The component is found by what
 * its accessor returns on the copy.
 */
final class RecordCopies {

	private RecordCopies() {
	}

	static <T extends Record> T with(T original, Function<? super T, ? extends @Nullable Object> accessor,
			@Nullable Object value) {
		if (Objects.equals(accessor.apply(original), value)) {
			return original;
		}
		RecordComponent[] components = original.getClass().getRecordComponents();
		for (int i = 0; i < components.length; i++) {
			if (accepts(components[i].getType(), value)) {
				T copy = copy(original, components, i, value);
				if (copy != null && Objects.equals(accessor.apply(copy), value)) {
					return copy;
				}
			}
		}
		throw new IllegalArgumentException(
				"The accessor is not one of a component of " + original.getClass().getSimpleName() + " that takes "
						+ ((value != null) ? "a " + value.getClass().getSimpleName() : "null"));
	}

	private static boolean accepts(Class<?> type, @Nullable Object value) {
		return (value != null) ? ClassUtils.isAssignableValue(type, value) : !type.isPrimitive();
	}

	// A record that refuses null in a component is not what the accessor meant.
	@SuppressWarnings("unchecked")
	private static <T extends Record> @Nullable T copy(T original, RecordComponent[] components, int changed,
			@Nullable Object value) {
		@Nullable Object[] values = new @Nullable Object[components.length];
		try {
			for (int i = 0; i < components.length; i++) {
				values[i] = (i != changed) ? components[i].getAccessor().invoke(original) : value;
			}
			Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
			return (T) original.getClass().getDeclaredConstructor(types).newInstance(values);
		}
		catch (InvocationTargetException ex) {
			return null;
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(original.getClass() + " cannot be copied", ex);
		}
	}

}
