package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.FilteredHostException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.util.ClassUtils;

/**
 * The settings of HTTP clients that came with Spring Boot 4.1: cookies, and the filter of
 * addresses. With Spring Boot 4.0 there is nothing to change.
 */
final class NewerClientSettings {

	private static final boolean PRESENT = ClassUtils.isPresent(
			"org.springframework.boot.http.client.InetAddressFilter", NewerClientSettings.class.getClassLoader());

	private NewerClientSettings() {
	}

	/**
	 * Make a client forget the cookies that it is sent.
	 * @param settings the settings
	 * @return the settings without cookies
	 */
	static HttpClientSettings withoutCookies(HttpClientSettings settings) {
		return PRESENT ? settings.withCookieHandling(HttpCookieHandling.DISABLE) : settings;
	}

	/**
	 * Let a client connect to every address, as to those of a proxy.
	 * @param settings the settings, with or without a filter
	 * @return the settings without one
	 */
	static HttpClientSettings withoutAddressFilter(HttpClientSettings settings) {
		return PRESENT ? settings.withInetAddressFilter(null) : settings;
	}

	/**
	 * Explain a failure to connect that is one of the filter.
	 * @param failure why there is no connection
	 * @return the failure with its remedy; the given one when it is not of the filter
	 */
	static Throwable explain(Throwable failure) {
		return PRESENT ? FilteredHost.explain(failure) : failure;
	}

	/**
	 * Cannot be loaded with Spring Boot 4.0.
	 */
	private static final class FilteredHost {

		private FilteredHost() {
		}

		static Throwable explain(Throwable failure) {
			FilteredHostException filtered = find(failure);
			return (filtered != null) ? new UserException("The InetAddressFilter of the application blocks "
					+ filtered.getHost()
					+ ", the address of the Console API: let it through there, or correct 'bimpeai.base-url', or that of its account",
					filtered) : failure;
		}

		private static @Nullable FilteredHostException find(@Nullable Throwable failure) {
			if (failure == null || failure instanceof FilteredHostException) {
				return (FilteredHostException) failure;
			}
			return find(failure.getCause());
		}

	}

}
