package ai.bimpe.client.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of this client.
 *
 * @since 0.1.0
 */
public final class ClientVersion {

	private static final String VERSION = read();

	private ClientVersion() {
	}

	/**
	 * Return the version, as it is sent in the {@code User-Agent} header.
	 * @return the version, or {@code unknown}
	 */
	public static String get() {
		return VERSION;
	}

	private static String read() {
		Properties properties = new Properties();
		try (InputStream stream = ClientVersion.class.getResourceAsStream("/ai/bimpe/client/version.properties")) {
			if (stream != null) {
				properties.load(stream);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return properties.getProperty("version", "unknown");
	}

}
