package ai.bimpe.spring.boot.autoconfigure;

import java.util.List;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Ends the start of an application that runs on a line of Spring Boot that this version
 * was not made for, before anything else fails there. Uses only what every line since
 * Spring Boot 2 has.
 */
final class SpringBootVersionVerifier implements ApplicationListener<SpringApplicationEvent>, Ordered {

	static final String PROPERTY = "bimpeai.compatibility-verifier.enabled";

	/** Lines of Spring Boot with which this version is tested, from the oldest on. */
	static final List<String> SUPPORTED = List.of("4.0", "4.1");

	private final String version;

	SpringBootVersionVerifier() {
		this(SpringBootVersion.getVersion());
	}

	SpringBootVersionVerifier(String version) {
		this.version = version;
	}

	/**
	 * Before the files of properties are read: with Spring Boot 3, classes of Spring Boot
	 * 4 fail then, which come with the starter.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationEnvironmentPreparedEvent && isOlder()) {
			throw new UnsupportedSpringBootException(this.version, SUPPORTED);
		}
		// A newer version may work, so that the application may ask for it.
		if (event instanceof ApplicationContextInitializedEvent initialized && !isSupported()
				&& isEnabled(initialized.getApplicationContext().getEnvironment())) {
			throw new UnsupportedSpringBootException(this.version, SUPPORTED);
		}
	}

	private boolean isOlder() {
		return major(this.version) < major(SUPPORTED.get(0));
	}

	private static int major(String version) {
		return Integer.parseInt(version.substring(0, version.indexOf('.')));
	}

	private boolean isSupported() {
		return SUPPORTED.stream().anyMatch((line) -> this.version.startsWith(line + "."));
	}

	private static boolean isEnabled(Environment environment) {
		return environment.getProperty(PROPERTY, Boolean.class, true);
	}

}
