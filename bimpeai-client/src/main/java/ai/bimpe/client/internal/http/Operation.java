package ai.bimpe.client.internal.http;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.http.HttpMethod;

/**
 * An operation of the Console API: its name, method, path and the type of its data. Made
 * once, in a constant of the resource that offers it.
 *
 * @param <T> the type of the data
 * @since 0.1.0
 */
public final class Operation<T> {

	private final String id;

	private final HttpMethod method;

	private final PathTemplate path;

	private final @Nullable Type dataType;

	private final boolean dataRequired;

	private final boolean repeatable;

	private Operation(String id, HttpMethod method, PathTemplate path, @Nullable Type dataType, boolean dataRequired,
			boolean repeatable) {
		this.id = id;
		this.method = method;
		this.path = path;
		this.dataType = dataType;
		this.dataRequired = dataRequired;
		this.repeatable = repeatable;
	}

	/**
	 * Create a GET operation that answers with one value.
	 * @param <T> the type of the data
	 * @param id the operationId
	 * @param path the path behind the prefix of the API
	 * @param data the type of the data
	 * @return the operation
	 */
	public static <T> Operation<T> get(String id, String path, Class<T> data) {
		return new Operation<>(id, HttpMethod.GET, new PathTemplate(path), data, true, true);
	}

	/**
	 * Create a POST operation that answers with one value.
	 * @param <T> the type of the data
	 * @param id the operationId
	 * @param path the path behind the prefix of the API
	 * @param data the type of the data
	 * @return the operation
	 */
	public static <T> Operation<T> post(String id, String path, Class<T> data) {
		return new Operation<>(id, HttpMethod.POST, new PathTemplate(path), data, true, true);
	}

	/**
	 * Create a PATCH operation that answers with one value.
	 * @param <T> the type of the data
	 * @param id the operationId
	 * @param path the path behind the prefix of the API
	 * @param data the type of the data
	 * @return the operation
	 */
	public static <T> Operation<T> patch(String id, String path, Class<T> data) {
		return new Operation<>(id, HttpMethod.PATCH, new PathTemplate(path), data, true, true);
	}

	/**
	 * Create a DELETE operation, which answers without data.
	 * @param id the operationId
	 * @param path the path behind the prefix of the API
	 * @return the operation
	 */
	public static Operation<Void> delete(String id, String path) {
		return withoutData(id, HttpMethod.DELETE, path);
	}

	/**
	 * Create an operation that answers with a list.
	 * @param <T> the type of the items
	 * @param id the operationId
	 * @param path the path behind the prefix of the API
	 * @param item the type of the items
	 * @return the operation
	 */
	public static <T> Operation<List<T>> list(String id, String path, Class<T> item) {
		Type type = ResolvableType.forClassWithGenerics(List.class, item).getType();
		return new Operation<>(id, HttpMethod.GET, new PathTemplate(path), type, true, true);
	}

	/**
	 * Create an operation that answers without data.
	 * @param id the operationId
	 * @param method the HTTP method
	 * @param path the path behind the prefix of the API
	 * @return the operation
	 */
	public static Operation<Void> withoutData(String id, HttpMethod method, String path) {
		return new Operation<>(id, method, new PathTemplate(path), null, false, true);
	}

	/**
	 * Create an operation that has no name of its own.
	 * @param <T> the type of the data
	 * @param method the HTTP method
	 * @param path the path behind the prefix of the API
	 * @param data the type of the data, which may be missing
	 * @return the operation
	 */
	public static <T> Operation<T> custom(HttpMethod method, String path, Type data) {
		return new Operation<>("request", method, new PathTemplate(path), !data.equals(Void.class) ? data : null, false,
				true);
	}

	/**
	 * Mark an operation that some servers answer without data.
	 * @return a copy with the mark
	 */
	public Operation<T> withOptionalData() {
		return new Operation<>(this.id, this.method, this.path, this.dataType, false, this.repeatable);
	}

	/**
	 * Mark an operation whose effect must not happen twice, such as dialling a phone:
	 * when it is not known whether the server acted, it is tried again only with an
	 * idempotency key of the caller.
	 * @return a copy with the mark
	 */
	public Operation<T> notRepeatable() {
		return new Operation<>(this.id, this.method, this.path, this.dataType, this.dataRequired, false);
	}

	/**
	 * Create a call of this operation. Nothing is checked before it is made.
	 * @param ids the ids in the order of the path
	 * @return the call
	 */
	public OperationCall<T> call(String... ids) {
		return new OperationCall<>(this, Arrays.asList(ids), null, null);
	}

	/**
	 * Return the name of the operation.
	 * @return the operationId
	 */
	public String id() {
		return this.id;
	}

	HttpMethod method() {
		return this.method;
	}

	PathTemplate path() {
		return this.path;
	}

	@Nullable Type dataType() {
		return this.dataType;
	}

	boolean isDataRequired() {
		return this.dataRequired;
	}

	boolean isRepeatable() {
		return this.repeatable;
	}

	boolean isWrite() {
		return !this.method.equals(HttpMethod.GET);
	}

	@Override
	public String toString() {
		return this.id;
	}

}
