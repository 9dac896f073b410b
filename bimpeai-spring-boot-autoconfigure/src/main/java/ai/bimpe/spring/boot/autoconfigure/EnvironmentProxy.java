package ai.bimpe.spring.boot.autoconfigure;

import java.util.Comparator;
import java.util.Map;

/**
 * The proxy that environment variables name, for command-line tools and for clients in
 * other languages. Like every client on the JVM, ours does not read them.
 */
final class EnvironmentProxy {

	private EnvironmentProxy() {
	}

	/**
	 * Say that variables are not read, to those who may believe so.
	 * @param proxy the proxy of the properties
	 * @param environment the environment variables
	 * @return the rest of a sentence; empty when no variable is set, or a proxy is
	 */
	static String hint(BimpeAIProperties.Proxy proxy, Map<String, String> environment) {
		if (proxy.host() != null) {
			return "";
		}
		return environment.entrySet()
			.stream()
			.filter((variable) -> !variable.getValue().isBlank())
			.map(Map.Entry::getKey)
			.filter((name) -> name.equalsIgnoreCase("HTTPS_PROXY") || name.equalsIgnoreCase("ALL_PROXY"))
			.max(Comparator.comparing((String name) -> name.equalsIgnoreCase("HTTPS_PROXY")))
			.map((name) -> "; the environment variable " + name
					+ " is not read: set 'bimpeai.proxy.host' and 'bimpeai.proxy.port' if there is a proxy")
			.orElse("");
	}

}
