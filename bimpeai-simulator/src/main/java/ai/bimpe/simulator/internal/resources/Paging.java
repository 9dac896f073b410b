package ai.bimpe.simulator.internal.resources;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiException.FieldError;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Searches, sorts and cuts a list as the query of a request asks.
 *
 * @since 0.1.0
 */
final class Paging {

	private static final int DEFAULT_LIMIT = 20;

	private static final int MAX_LIMIT = 100;

	private static final int MAX_SEARCH = 255;

	private static final int MAX_SORT = 64;

	private final List<FieldError> errors = new ArrayList<>();

	private final ApiRequest request;

	private final int page;

	private final int limit;

	private final UnaryOperator<ObjectNode> shown;

	/**
	 * Create.
	 * @param request the request
	 * @param shown makes what the list shows of a row
	 */
	Paging(ApiRequest request, UnaryOperator<ObjectNode> shown) {
		this.request = request;
		this.shown = shown;
		this.page = number("page", 1, Integer.MAX_VALUE, 1);
		this.limit = number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
		length("search", MAX_SEARCH);
		length("sort", MAX_SORT);
	}

	/**
	 * Answer with a page.
	 * @param request the request
	 * @param rows the rows to choose from
	 * @param searched the fields that a search looks at
	 * @return the response
	 */
	static JsonResponse respond(ApiRequest request, List<ObjectNode> rows, String... searched) {
		return new Paging(request, ObjectNode::deepCopy).respond(rows, searched);
	}

	/**
	 * Answer with a page.
	 * @param rows the rows to choose from
	 * @param searched the fields that a search looks at
	 * @return the response
	 */
	JsonResponse respond(List<ObjectNode> rows, String... searched) {
		return checkedPage(sort(search(rows, searched)));
	}

	/**
	 * Answer with a page of the rows in their own order.
	 * @param rows the rows to choose from
	 * @param searched the fields that a search looks at
	 * @return the response
	 */
	JsonResponse respondUnsorted(List<ObjectNode> rows, String... searched) {
		return checkedPage(search(rows, searched));
	}

	private JsonResponse checkedPage(List<ObjectNode> rows) {
		if (!this.errors.isEmpty()) {
			throw ApiException.validation(this.errors);
		}
		return page(rows);
	}

	private List<ObjectNode> search(List<ObjectNode> rows, String... searched) {
		String search = this.request.query("search");
		if (search == null || search.isBlank()) {
			return rows;
		}
		String wanted = search.toLowerCase(Locale.ROOT).trim();
		return rows.stream().filter((row) -> {
			for (String field : searched) {
				if (row.path(field).toString().toLowerCase(Locale.ROOT).contains(wanted)) {
					return true;
				}
			}
			return false;
		}).toList();
	}

	private List<ObjectNode> sort(List<ObjectNode> rows) {
		String sort = this.request.query("sort");
		if (sort == null || sort.isBlank() || rows.isEmpty()) {
			return rows;
		}
		boolean descending = sort.startsWith("-");
		String field = descending ? sort.substring(1) : sort;
		JsonNode sample = this.shown.apply(rows.get(0)).get(field);
		if (sample == null || sample.isContainer()) {
			this.errors.add(new FieldError("sort", "is not a field of this list"));
			return rows;
		}
		Comparator<JsonNode> order = descending ? Paging.byValue().reversed() : byValue();
		return rows.stream()
			.sorted(Comparator.comparing((row) -> value(row, field), Comparator.nullsLast(order)))
			.toList();
	}

	private JsonResponse page(List<ObjectNode> rows) {
		int total = rows.size();
		int pages = (total + this.limit - 1) / this.limit;
		int from = (int) Math.min(total, (this.page - 1L) * this.limit);
		List<ObjectNode> part = rows.subList(from, Math.min(total, from + this.limit));
		ObjectNode body = Json.object().put("message", "Success");
		body.set("data", Json.array(part.stream().map(this.shown).toList()));
		body.set("meta",
				Json.object()
					.put("total_count", total)
					.put("page_count", pages)
					.put("current_page", this.page)
					.put("limit", this.limit)
					.put("has_next_page", this.page < pages)
					.put("has_previous_page", this.page > 1));
		return new JsonResponse(200, body, Map.of());
	}

	private int number(String name, int min, int max, int otherwise) {
		String text = this.request.query(name);
		if (text == null) {
			return otherwise;
		}
		try {
			int number = Integer.parseInt(text);
			if (number >= min && number <= max) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// Reported below, like a number out of range.
		}
		this.errors.add(new FieldError(name, "must be an integer number from " + min + " to " + max));
		return otherwise;
	}

	private void length(String name, int max) {
		String text = this.request.query(name);
		if (text != null && text.length() > max) {
			this.errors.add(new FieldError(name, "must be shorter than or equal to " + max + " characters"));
		}
	}

	private static @Nullable JsonNode value(ObjectNode row, String field) {
		JsonNode value = row.get(field);
		return (value == null || value.isNull()) ? null : value;
	}

	private static Comparator<JsonNode> byValue() {
		return (left, right) -> (left.isNumber() && right.isNumber())
				? Double.compare(left.doubleValue(), right.doubleValue()) : left.asString().compareTo(right.asString());
	}

}
