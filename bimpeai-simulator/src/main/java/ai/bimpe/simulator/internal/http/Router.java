package ai.bimpe.simulator.internal.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The route table of one part of the server. Fixed segments win over variables.
 *
 * @since 0.1.0
 */
public final class Router {

	private final String prefix;

	private final List<Route> routes = new ArrayList<>();

	private Map<Integer, List<Route>> bySize = Map.of();

	/**
	 * Create a table without routes.
	 * @param prefix what every path begins with
	 */
	public Router(String prefix) {
		this.prefix = prefix;
	}

	/**
	 * Add a route that needs an API key.
	 * @param method the HTTP method
	 * @param template the path after the prefix
	 * @param operationId the name of the operation
	 * @param handler who answers
	 * @return this table
	 */
	public Router add(String method, String template, String operationId, Handler handler) {
		return add(new Route(operationId, method, segments(this.prefix + template), null, true, handler));
	}

	/**
	 * Add a route that needs an API key with a scope.
	 * @param method the HTTP method
	 * @param template the path after the prefix
	 * @param operationId the name of the operation
	 * @param scope the scope
	 * @param handler who answers
	 * @return this table
	 */
	public Router addScoped(String method, String template, String operationId, String scope, Handler handler) {
		return add(new Route(operationId, method, segments(this.prefix + template), scope, true, handler));
	}

	/**
	 * Add a route that needs no API key.
	 * @param method the HTTP method
	 * @param template the path after the prefix
	 * @param operationId the name of the operation
	 * @param handler who answers
	 * @return this table
	 */
	public Router addOpen(String method, String template, String operationId, Handler handler) {
		return add(new Route(operationId, method, segments(this.prefix + template), null, false, handler));
	}

	private Router add(Route route) {
		this.routes.add(route);
		this.bySize = this.routes.stream()
			.sorted(Comparator.comparing(Route::precedence))
			.collect(Collectors.groupingBy((candidate) -> candidate.segments().size(), TreeMap::new,
					Collectors.toList()));
		return this;
	}

	/**
	 * Return the routes in the order in which they were added.
	 * @return the routes
	 */
	public List<Route> routes() {
		return List.copyOf(this.routes);
	}

	/**
	 * Return whether a path belongs to this table.
	 * @param path the path
	 * @return whether it begins with the prefix
	 */
	public boolean owns(String path) {
		return path.equals(this.prefix) || path.startsWith(this.prefix + "/");
	}

	/**
	 * Find the route of a request.
	 * @param method the HTTP method
	 * @param path the encoded path
	 * @return the route, or {@code null} when there is none
	 */
	public @Nullable Match find(String method, String path) {
		List<String> segments = segments(path);
		for (Route route : this.bySize.getOrDefault(segments.size(), List.of())) {
			if (route.method().equals(method)) {
				Map<String, String> variables = route.match(segments);
				if (variables != null) {
					return new Match(route, variables);
				}
			}
		}
		return null;
	}

	/**
	 * Return the methods that a path knows.
	 * @param path the encoded path
	 * @return the methods, none when no route has this path
	 */
	public Set<String> methodsOf(String path) {
		List<String> segments = segments(path);
		Set<String> methods = new LinkedHashSet<>();
		for (Route route : this.bySize.getOrDefault(segments.size(), List.of())) {
			if (route.match(segments) != null) {
				methods.add(route.method());
			}
		}
		return methods;
	}

	private static List<String> segments(String path) {
		return List.of(path.substring(1).split("/", -1));
	}

	/**
	 * A route and the variables of the path that matched it.
	 *
	 * @param route the route
	 * @param variables the decoded path variables
	 */
	public record Match(Route route, Map<String, String> variables) {

	}

}
