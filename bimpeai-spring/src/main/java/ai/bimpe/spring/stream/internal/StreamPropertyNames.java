package ai.bimpe.spring.stream.internal;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.spring.stream.StreamSpec;

/**
 * Where the streams of configuration properties are configured, for messages that name
 * the property.
 */
public final class StreamPropertyNames {

	/** Between the name of an account and that of its stream. */
	public static final String SEPARATOR = ".";

	private StreamPropertyNames() {
	}

	/**
	 * Return where a stream has its properties.
	 * @param spec the stream
	 * @return the prefix of its properties
	 */
	public static String prefix(StreamSpec spec) {
		String own = spec.account() + SEPARATOR;
		return prefix(spec.account(), spec.name().startsWith(own) ? spec.name().substring(own.length()) : spec.name());
	}

	/**
	 * Return where a stream of an account has its properties.
	 * @param account the name of the account
	 * @param name the name of the stream, as the account calls it
	 * @return the prefix of its properties
	 */
	public static String prefix(String account, String name) {
		return "bimpeai." + (account.equals(BimpeAIBuilder.DEFAULT_ACCOUNT) ? "" : "accounts." + account + ".")
				+ "streams." + name;
	}

}
