package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.core.OverridingClassLoader;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NewerClientSettings} without the classes that came with Spring Boot
 * 4.1.
 */
class NewerClientSettingsTests {

	private final ClassLoader springBoot40 = new SpringBoot40();

	@ParameterizedTest
	@ValueSource(strings = { "withoutCookies", "withoutAddressFilter" })
	void changesNothing(String method) throws ReflectiveOperationException {
		HttpClientSettings settings = HttpClientSettings.defaults();
		assertThat(call(method, HttpClientSettings.class, settings)).isSameAs(settings);
	}

	@Test
	void explainsNothing() throws ReflectiveOperationException {
		IOException failure = new IOException("Connection refused");
		assertThat(call("explain", Throwable.class, failure)).isSameAs(failure);
	}

	@ParameterizedTest
	@ValueSource(strings = { "FilteredHostException", "HttpCookieHandling", "InetAddressFilter" })
	void classesOfSpringBoot41AreHidden(String name) {
		String type = HttpClientSettings.class.getPackageName() + "." + name;
		assertThat(ClassUtils.isPresent(type, getClass().getClassLoader())).isTrue();
		assertThat(ClassUtils.isPresent(type, this.springBoot40)).isFalse();
	}

	private @Nullable Object call(String name, Class<?> parameter, Object argument)
			throws ReflectiveOperationException {
		Class<?> type = this.springBoot40.loadClass(NewerClientSettings.class.getName());
		assertThat(type).isNotSameAs(NewerClientSettings.class);
		Method method = type.getDeclaredMethod(name, parameter);
		ReflectionUtils.makeAccessible(method);
		return ReflectionUtils.invokeMethod(method, null, argument);
	}

	/**
	 * Loads the class once more, and what it uses without what Spring Boot 4.0 has not.
	 */
	private static final class SpringBoot40 extends OverridingClassLoader {

		SpringBoot40() {
			super(NewerClientSettings.class.getClassLoader());
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.startsWith(NewerClientSettings.class.getName());
		}

		@Override
		public Class<?> loadClass(String name) throws ClassNotFoundException {
			return loadClass(name, false);
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.endsWith(".FilteredHostException") || name.endsWith(".HttpCookieHandling")
					|| name.endsWith(".InetAddressFilter")) {
				throw new ClassNotFoundException(name);
			}
			return super.loadClass(name, resolve);
		}

	}

}
