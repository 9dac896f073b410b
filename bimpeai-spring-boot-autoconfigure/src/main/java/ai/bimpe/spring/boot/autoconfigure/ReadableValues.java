package ai.bimpe.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.convert.ConversionException;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Explains values that cannot be converted: names the property, what it has to be, and
 * what it is.
 */
final class ReadableValues extends AbstractBindHandler {

	private final String prefix;

	/**
	 * Create.
	 * @param parent the handler to go on with
	 * @param prefix what the names of properties begin with in the environment
	 */
	ReadableValues(BindHandler parent, String prefix) {
		super(parent);
		this.prefix = prefix;
	}

	/**
	 * Return whether a property is one of the starter.
	 * @param name its name
	 * @return whether what it is bound to is checked
	 */
	static boolean isOurs(String name) {
		return name.startsWith("bimpeai.") || name.startsWith("management.health.bimpeai.");
	}

	// Without it, a value where properties are expected is ignored.
	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		String property = this.prefix + name;
		Class<?> type = target.getType().toClass();
		if (isOurs(property) && isParent(type)) {
			for (ConfigurationPropertySource source : context.getSources()) {
				ConfigurationProperty found = source.getConfigurationProperty(name);
				if (found != null && StringUtils.hasText(String.valueOf(found.getValue()))) {
					throw new BimpeAIConfigurationException(
							"'" + property + "' must not have a value: set " + below(property, type), null);
				}
			}
		}
		return super.onStart(name, target, context);
	}

	// Such a value may be a secret, and is not shown.
	private static String below(String property, Class<?> type) {
		return Map.class.isAssignableFrom(type) ? "'" + property + ".<name>'" : "the properties below it, such as '"
				+ property + "." + dashed(type.getRecordComponents()[0].getName()) + "'";
	}

	private static boolean isParent(Class<?> type) {
		return Map.class.isAssignableFrom(type) || type.isRecord();
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		String property = this.prefix + name;
		ConfigurationProperty found = context.getConfigurationProperty();
		if (error instanceof ConversionException && found != null && isOurs(property)) {
			Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(target.getType().toClass());
			throw new BimpeAIConfigurationException(
					"'" + property + "' must be " + rule(type) + ", but is '" + found.getValue() + "'", error);
		}
		return super.onFailure(name, target, context, error);
	}

	private static String rule(Class<?> type) {
		if (type.isEnum()) {
			return "one of " + Arrays.stream(type.getEnumConstants())
				.map((constant) -> "'" + ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-') + "'")
				.collect(Collectors.joining(", "));
		}
		if (type == Boolean.class) {
			return "one of 'true', 'false'";
		}
		if (type == Duration.class) {
			return "a duration such as 500ms, 30s or 10m";
		}
		if (type == DataSize.class) {
			return "a size such as 500KB or 16MB";
		}
		return (type == Integer.class) ? "a whole number up to " + Integer.MAX_VALUE : "a number such as 1.5";
	}

	private static String dashed(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

}
