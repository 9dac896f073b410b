package ai.bimpe.spring.stream.internal;

import ai.bimpe.client.BimpeAIBuilder;

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
	 * @param account the name of the account
	 * @param name the name of the stream, which begins with that of the account if this
	 * is not the default
	 * @return the prefix of its properties
	 */
	public static String prefixOfStream(String account, String name) {
		String own = account + SEPARATOR;
		return prefix(account, name.startsWith(own) ? name.substring(own.length()) : name);
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
