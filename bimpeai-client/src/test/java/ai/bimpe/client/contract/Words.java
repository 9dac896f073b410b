package ai.bimpe.client.contract;

import java.util.Locale;

/**
 * How Java names read on the wire.
 */
final class Words {

	private Words() {
	}

	static String snakeCase(String javaName) {
		return javaName.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
	}

}
