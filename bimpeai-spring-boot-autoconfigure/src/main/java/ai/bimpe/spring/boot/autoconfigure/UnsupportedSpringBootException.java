package ai.bimpe.spring.boot.autoconfigure;

import java.util.List;

/**
 * The application runs on a line of Spring Boot that is not supported.
 */
final class UnsupportedSpringBootException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String version;

	UnsupportedSpringBootException(String version, List<String> supported) {
		super("bimpeai-spring-boot-starter needs Spring Boot " + String.join(" or ", supported)
				+ ", and this application runs on Spring Boot " + version);
		this.version = version;
	}

	/**
	 * Return the version of Spring Boot that was found.
	 * @return the version, as in {@code 3.5.7}
	 */
	String version() {
		return this.version;
	}

}
