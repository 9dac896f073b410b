package ai.bimpe.client.internal.http;

import java.util.List;

import ai.bimpe.client.core.ListQuery;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation: its ids, query and body. Immutable.
 *
 * @param <T> the type of the data
 * @param operation the operation
 * @param ids the ids in the order of the path
 * @param query the query, or {@code null} for none
 * @param body the body, or {@code null} for none
 * @since 0.1.0
 */
public record OperationCall<T>(Operation<T> operation, List<String> ids, @Nullable Query query, @Nullable Object body) {

	/**
	 * Set the query.
	 * @param query the query
	 * @return a copy with the query
	 */
	public OperationCall<T> query(Query query) {
		return new OperationCall<>(this.operation, this.ids, query, this.body);
	}

	/**
	 * Set the body.
	 * @param body written as JSON
	 * @return a copy with the body
	 */
	public OperationCall<T> body(Object body) {
		return new OperationCall<>(this.operation, this.ids, this.query, body);
	}

	OperationCall<T> page(ListQuery paging, int number) {
		return query(new Query(queryText()).page(paging, number));
	}

	String queryText() {
		return (this.query != null) ? this.query.text() : "";
	}

	@Override
	public String toString() {
		return this.operation.id();
	}

}
