package ai.bimpe.spring.boot.autoconfigure;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Remembers which properties under {@code bimpeai} were read, and refuses values that
 * cannot be read and placeholders that nothing resolves. Binding leaves them in the text,
 * where they would be taken for an id or an address. The key is refused where it is
 * needed: tests and applications with connection details do without it.
 */
final class BoundProperties implements ConfigurationPropertiesBindHandlerAdvisor {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("bimpeai");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:{}]+)[^{}]*}");

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	@Override
	public BindHandler apply(BindHandler handler) {
		return new Check(new ReadableValues(handler, ""), "");
	}

	/**
	 * Return a handler that refuses placeholders and values that cannot be read.
	 * @param prefix what the names of properties begin with in the environment
	 * @return the handler
	 */
	BindHandler handler(String prefix) {
		return new Check(new ReadableValues(BindHandler.DEFAULT, prefix), prefix);
	}

	/**
	 * Return whether a property was read.
	 * @param uniform its name as {@link #uniform(String)} gives it
	 * @return whether it was bound
	 */
	boolean contains(String uniform) {
		return this.names.contains(uniform);
	}

	/**
	 * Return what all spellings of the name of a property have in common.
	 * @param name the name of a property or an environment variable
	 * @return letters and digits in lower case, without the index of an element
	 */
	static String uniform(String name) {
		return name.replaceAll("\\[\\d+]", "").replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Find a placeholder.
	 * @param value the value of a property
	 * @return the placeholder without its default; {@code null} when there is none
	 */
	static @Nullable String find(String value) {
		Matcher matcher = PLACEHOLDER.matcher(value);
		return matcher.find() ? "${" + matcher.group(1) + "}" : null;
	}

	private final class Check extends AbstractBindHandler {

		private final String prefix;

		private Check(BindHandler parent, String prefix) {
			super(parent);
			this.prefix = prefix;
		}

		@Override
		public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Object result) {
			if (!this.prefix.isEmpty() || ROOT.isAncestorOf(name)) {
				String property = this.prefix + name;
				BoundProperties.this.names.add(uniform(property));
				if (result instanceof String value && !property.endsWith("api-key")) {
					check(property, value);
				}
			}
			return super.onSuccess(name, target, context, result);
		}

		private static void check(String property, String value) {
			String placeholder = find(value);
			if (placeholder != null) {
				throw new BimpeAIConfigurationException(
						"'" + property + "' is " + placeholder + ", and nothing defines that", null);
			}
		}

	}

}
