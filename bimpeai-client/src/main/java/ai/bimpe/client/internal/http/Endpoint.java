package ai.bimpe.client.internal.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Where the API is. Builds the URLs of requests, and knows which of them may carry the
 * API key.
 *
 * @since 0.1.0
 */
public final class Endpoint {

	private static final String PREFIX = "/api/v1/console";

	private final URI base;

	private final String prefix;

	private Endpoint(URI base) {
		this.base = base;
		this.prefix = withoutSlash(base.toString()) + PREFIX;
	}

	/**
	 * Check a base URL.
	 * @param baseUrl scheme, host, optional port and path
	 * @param insecureAllowed whether plain http to another machine is allowed
	 * @return the endpoint
	 * @throws UserException when the URL is not usable
	 */
	public static Endpoint of(String baseUrl, boolean insecureAllowed) {
		URI uri = parse(baseUrl.trim());
		if (!"https".equals(uri.getScheme()) && !insecureAllowed && !isLoopback(uri.getHost())) {
			throw new UserException("The base URL must use https, because the API key is sent with every call "
					+ "(bimpeai.base-url); set bimpeai.allow-insecure-base-url=true if plain http is what you want");
		}
		if (holdsPrefix(uri)) {
			throw new UserException("The base URL must not hold the path of the API: the client adds " + PREFIX
					+ " by itself (bimpeai.base-url)");
		}
		return new Endpoint(uri);
	}

	// With it in the path twice, a client starts and every call is a 404.
	private static boolean holdsPrefix(URI uri) {
		String path = uri.getPath().replaceAll("/+", "/").toLowerCase(Locale.ROOT);
		return (path + "/").contains(PREFIX + "/");
	}

	private static URI parse(String baseUrl) {
		try {
			URI uri = new URI(baseUrl);
			boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
			if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null
					&& uri.getRawFragment() == null) {
				return uri;
			}
		}
		catch (URISyntaxException ex) {
			// Told below, without the text: it may hold a secret that was pasted.
		}
		throw new UserException("The base URL must look like https://api.bimpe.ai: an http or https scheme, a host, "
				+ "an optional port and path, no user, query or fragment (bimpeai.base-url)");
	}

	private static boolean isLoopback(String host) {
		String name = host.toLowerCase(Locale.ROOT);
		return name.equals("localhost") || name.endsWith(".localhost") || name.equals("[::1]")
				|| name.matches("127(\\.\\d{1,3}){3}");
	}

	/**
	 * Return the base URL without the prefix of the API.
	 * @return the base URL
	 */
	public URI base() {
		return this.base;
	}

	URI resolve(OperationCall<?> call, boolean withQuery) {
		StringBuilder url = new StringBuilder(this.prefix.length() + 128).append(this.prefix);
		call.operation().path().expand(url, call.ids());
		if (withQuery) {
			url.append(call.queryText());
		}
		return URI.create(url.toString());
	}

	String template(Operation<?> operation) {
		return PREFIX + operation.path().template();
	}

	boolean isSameOrigin(@Nullable URI other) {
		return other != null && this.base.getScheme().equals(other.getScheme())
				&& this.base.getHost().equalsIgnoreCase(other.getHost()) && this.base.getPort() == other.getPort();
	}

	private static String withoutSlash(String url) {
		int end = url.length();
		while (url.charAt(end - 1) == '/') {
			end--;
		}
		return url.substring(0, end);
	}

}
