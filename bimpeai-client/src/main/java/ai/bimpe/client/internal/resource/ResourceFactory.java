package ai.bimpe.client.internal.resource;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.stream.StreamOpener;

/**
 * Creates resources for a client. Their constructors take types that are not API, so they
 * are visible in their packages only: each class registers its own when it is
 * initialized.
 */
public final class ResourceFactory {

	private static final Map<Class<?>, Function<Parts, ?>> CONSTRUCTORS = new ConcurrentHashMap<>();

	private ResourceFactory() {
	}

	/**
	 * Register the constructor of a resource. Called by the static initializer of its
	 * class.
	 * @param <T> the type of the resource
	 * @param type the class of the resource
	 * @param constructor the constructor
	 */
	public static <T> void register(Class<T> type, Function<Parts, T> constructor) {
		CONSTRUCTORS.put(type, constructor);
	}

	/**
	 * Create a resource.
	 * @param <T> the type of the resource
	 * @param type the class of the resource
	 * @param parts what the resources of one client share
	 * @return the resource
	 */
	public static <T> T create(Class<T> type, Parts parts) {
		try {
			MethodHandles.lookup().ensureInitialized(type);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
		Function<Parts, ?> constructor = CONSTRUCTORS.get(type);
		if (constructor == null) {
			throw new IllegalStateException(type.getName() + " has not registered its constructor");
		}
		return type.cast(constructor.apply(parts));
	}

	/**
	 * What the resources of one client share.
	 *
	 * @param executor carries out their calls
	 * @param streams opens their message streams
	 */
	public record Parts(CallExecutor executor, StreamOpener streams) {

	}

}
